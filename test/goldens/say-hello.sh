echo "hello from $1"
