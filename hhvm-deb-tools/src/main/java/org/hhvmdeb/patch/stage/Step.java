package org.hhvmdeb.patch.stage;

/**
 * One change of a tree. Every step can be done again after it was done.
 *
 * @param path in the tree
 * @param number of the staged file that is put there, or the mode of the directory that is made
 * @param before what is there until it is done
 * @param after what is there when it is done
 */
record Step(Kind kind, String path, int number, Fingerprint before, Fingerprint after) {

    /** In the order in which steps are done: what stands in the way goes first. */
    enum Kind {
        DELETE,
        REMOVE_DIRECTORY,
        MAKE_DIRECTORY,
        PUT
    }
}
