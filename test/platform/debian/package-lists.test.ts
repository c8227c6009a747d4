import { packageListsSync } from "../../../lib/platform/debian/package-lists";
import { put, scratch } from "../files/scratch";

describe("packageListsSync", () => {
  it("distinguishes machines whose apt has no lists, or only those of another distribution", () => {
    const directory = scratch();
    expect(packageListsSync(directory)).toBe("none");
    expect(packageListsSync(`${directory}/missing`)).toBe("none");
    put(directory, { archive_dists_noble_InRelease: "Hash: SHA512\n\nOrigin: Ubuntu\nLabel: Ubuntu\n" });
    expect(packageListsSync(directory)).toBe("none");
    put(directory, { "archive_dists_noble_main_binary-amd64_Packages": "Package: hello\n" });
    expect(packageListsSync(directory)).toBe("other");
    put(directory, { mirror_dists_bookworm_InRelease: "Hash: SHA256\n\nOrigin: Debian\nLabel: Debian\n" });
    expect(packageListsSync(directory)).toBe("debian");
  });
});
