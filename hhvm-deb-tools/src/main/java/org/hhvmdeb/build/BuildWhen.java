package org.hhvmdeb.build;

/** When a source package is built whose packages are there already. docs/decisions/0023 tells when those are up to date. */
public enum BuildWhen {

    /** Where anything that decides about them has changed. */
    CHANGED,

    /** In any case. */
    ALWAYS,

    /** Never: they are up to date, or it is an error. */
    NEVER
}
