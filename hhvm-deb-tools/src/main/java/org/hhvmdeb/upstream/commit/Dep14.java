package org.hhvmdeb.upstream.commit;

/** The names that DEP-14 gives to tags in a packaging repository. */
final class Dep14 {

    /** How the tags of upstream versions begin. */
    static final String UPSTREAM = "upstream/";

    private Dep14() {}

    /**
     * The tag of an upstream version, {@code upstream/3.12.11+dfsg1}. What git's names may not hold is replaced as DEP-14
     * says: a colon by {@code %}, a tilde by {@code _}, and a {@code #} keeps dots apart.
     */
    static String upstreamTag(String version) {
        return UPSTREAM + version.replace(':', '%').replace('~', '_').replaceAll("\\.(?=\\.|$|lock$)", ".#");
    }
}
