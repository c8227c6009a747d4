/** A supported shell. */
export type Shell = "bash" | "zsh" | "fish";

/**
 * The completion script of each shell. The scripts call `synth` itself, so they always match its options, and offer the
 * hosts of the current project. Paths are completed by the shell.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of synth for bash: add eval "$(synth completion bash)" to ~/.bashrc
_synth() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :path ]]; then
      compopt -o default
      return
    fi
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _synth synth cdknix`,

  zsh: `#compdef synth cdknix
# Completion of synth for zsh: add eval "$(synth completion zsh)" to ~/.zshrc, after compinit
_synth() {
  local -a lines
  lines=("\${(@f)$("$words[1]" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $lines[1] == :path ]]; then
    _files
    return
  fi
  lines=("\${(@)lines//:/\\\\:}")
  lines=("\${(@)lines/$'\\t'/:}")
  _describe synth lines
}
if [[ $funcstack[1] == _synth ]]; then
  _synth "$@"
else
  compdef _synth synth cdknix
fi`,

  fish: `# Completion of synth for fish: synth completion fish > ~/.config/fish/completions/synth.fish
function __synth_complete
  set -l words (commandline -opc)
  set -l lines ($words[1] __complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
  if test "$lines[1]" = :path
    __fish_complete_path (commandline -ct)
  else
    string join \\n -- $lines
  end
end
complete -c synth -f -a '(__synth_complete)'
complete -c cdknix -f -a '(__synth_complete)'`,
};
