package dev.holdfast.standalone.install;

/** What kind of installation this is; fixed when it is made. */
public enum Mode {
    /** Two demo catalogs with users of every role, password sign-in for the command line, a simulated fleet. */
    DEMO,
    /** One owner account and nothing else. */
    EMPTY
}
