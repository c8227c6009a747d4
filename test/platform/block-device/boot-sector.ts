import { writeFileSync } from "node:fs";

/** Output of the boot sector on the serial port. */
const greeting = "hello from the boot sector\r\nlogin: ";

/**
 * A USB drive image that boots with BIOS instantly. It prints a login prompt on the serial port, echoes its input, and
 * turns the machine off on `q`.
 */
export function writeBootSector(file: string): void {
  // At 0x7c00, where the BIOS puts it. Ports: 0x3f8 and 0x3fd are data and status of COM1; 0x604 is the ACPI control of
  // QEMU's q35 machine, where 0x2000 means off.
  const code = [
    [0x31, 0xc0], // xor ax, ax
    [0x8e, 0xd8], // mov ds, ax
    [0xbe, 0x2e, 0x7c], // mov si, greeting
    [0xac], // next: lodsb
    [0x84, 0xc0], // test al, al
    [0x74, 0x06], // jz wait
    [0xba, 0xf8, 0x03], // mov dx, 0x3f8
    [0xee], // out dx, al
    [0xeb, 0xf5], // jmp next
    [0xba, 0xfd, 0x03], // wait: mov dx, 0x3fd
    [0xec], // in al, dx
    [0xa8, 0x01], // test al, 1
    [0x74, 0xf8], // jz wait
    [0xba, 0xf8, 0x03], // mov dx, 0x3f8
    [0xec], // in al, dx
    [0x3c, 0x71], // cmp al, 'q'
    [0x74, 0x03], // jz off
    [0xee], // out dx, al
    [0xeb, 0xed], // jmp wait
    [0xba, 0x04, 0x06], // off: mov dx, 0x604
    [0xb8, 0x00, 0x20], // mov ax, 0x2000
    [0xef], // out dx, ax
    [0xeb, 0xfe], // hang: jmp hang
  ].flat();
  const image = Buffer.alloc(1 << 20);
  image.set(code);
  image.write(`${greeting}\0`, code.length, "latin1");
  image.writeUInt16LE(0xaa55, 510);
  writeFileSync(file, image);
}
