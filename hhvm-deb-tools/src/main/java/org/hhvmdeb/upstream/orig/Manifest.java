package org.hhvmdeb.upstream.orig;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hhvmdeb.io.Json;
import org.hhvmdeb.io.Sha256;
import org.hhvmdeb.upstream.signature.TagSignature;
import org.hhvmdeb.upstream.tree.PrunedPattern;
import org.hhvmdeb.upstream.tree.SubmoduleRecord;
import org.hhvmdeb.upstream.tree.UpstreamTree;

/**
 * What is in a tarball and where it came from. Canonical JSON: keys sorted, two spaces, {@code \n}, UTF-8, no path of
 * the machine that wrote it; equal tarballs have equal manifests.
 *
 * @param source the source package
 * @param version the upstream version
 * @param of which tag it is made of
 * @param inputs see {@link ImportFingerprint}
 * @param included the patterns of Files-Included, which protect paths from the patterns that exclude
 * @param tree what was packed and what was not
 * @param tar the uncompressed tarball
 * @param tarball the digest of the compressed one
 */
record Manifest(
        String source,
        String version,
        Tag of,
        Sha256 inputs,
        List<String> included,
        UpstreamTree tree,
        OrigTar.Written tar,
        Sha256 tarball) {

    /**
     * What a tag is.
     *
     * @param name upstream's
     * @param date of its commit
     * @param upstream the address that was given, without credentials; of a directory its name alone
     */
    record Tag(String name, String commit, Instant date, String upstream, TagSignature signature) {}

    /** Raised with every change that a reader of the file would have to know about. */
    static final int FORMAT = 2;

    String toJson() {
        Map<String, Object> members = new TreeMap<>();
        members.put("bytes", tar.bytes());
        members.put("commit", of.commit());
        members.put("date", of.date());
        members.put("files", tar.files());
        members.put("format", FORMAT);
        tree.gitFiles().ifPresent(left -> members.put("git_files", members(left)));
        members.put("included", included);
        members.put("inputs", inputs);
        members.put("links", tar.links());
        members.put("pruned", tree.pruned().stream().map(Manifest::members).toList());
        members.put("signature", members(of.signature()));
        members.put("source", source);
        members.put(
                "submodules", tree.submodules().stream().map(Manifest::members).toList());
        members.put("tag", of.name());
        members.put("tar_sha256", tar.digest());
        members.put("tarball_sha256", tarball);
        members.put("upstream", of.upstream());
        members.put("version", version);
        return Json.of(members) + "\n";
    }

    private static Map<String, Object> members(TagSignature signature) {
        Map<String, Object> members = new TreeMap<>();
        members.put("state", signature.state().word());
        signature.fingerprint().ifPresent(f -> members.put("fingerprint", f));
        signature.signer().ifPresent(s -> members.put("signer", s));
        return members;
    }

    private static Map<String, Object> members(PrunedPattern pattern) {
        return new TreeMap<>(Map.of(
                "bytes", pattern.bytes(),
                "files", pattern.files(),
                "pattern", pattern.pattern(),
                "submodules", pattern.submodules()));
    }

    private static Map<String, Object> members(SubmoduleRecord submodule) {
        Map<String, Object> members = new TreeMap<>();
        members.put("commit", submodule.commit());
        members.put("included", submodule.leftOut().isEmpty());
        members.put("path", submodule.path());
        submodule.leftOut().ifPresent(reason -> members.put("reason", reason));
        submodule.url().ifPresent(url -> members.put("url", url));
        return members;
    }
}
