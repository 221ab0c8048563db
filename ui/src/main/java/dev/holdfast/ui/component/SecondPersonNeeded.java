package dev.holdfast.ui.component;

/** The operator API did not do something but asked for a second person: an answer, and no fault. */
public final class SecondPersonNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public SecondPersonNeeded() {
        // Without a stack trace: it is an answer.
        super("Asked for: it is done once a second person approves. It waits under Approvals.", null, false, false);
    }

    /** Returns what to tell the person. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
