package dev.holdfast.standalone.install;

/** Kind of installation, fixed at its creation. */
public enum Mode {
    /** Two demo catalogs with users of every role, password sign-in for the command line, a simulated fleet. */
    DEMO,
    /** One owner account, no demo data. */
    EMPTY
}
