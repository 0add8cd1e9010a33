/*
 * Stand-in for a file of the same name in HHVM, whose licence Debian does not accept:
 *
 *     "The Software shall be used for Good, not Evil."
 *
 * There is no parser here and nothing builds this file. It exists so that packaging of the miniature
 * has something to leave out of its orig tarball, as packaging of HHVM has. Unlike the original it is
 * under the Apache License 2.0, as the rest of the miniature.
 */
