package org.hhvmdeb.upstream;

/**
 * The repositories of an upstream tree: its own and those of its submodules.
 *
 * @param repositories each opened once
 * @param policy where submodules are had from
 */
record Nest(Repositories repositories, SubmodulePolicy policy) {}
