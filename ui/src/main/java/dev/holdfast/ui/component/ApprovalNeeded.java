package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/** The operator API created a request for approval instead of running an action. This is a response, not a failure. */
public final class ApprovalNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<DeviceId> notFound;

    public ApprovalNeeded() {
        this(List.of());
    }

    /** {@code notFound} are devices that the catalog does not have. The request for approval leaves them out. */
    public ApprovalNeeded(List<DeviceId> notFound) {
        // Has no stack trace, because it is a response and no failure.
        super("approval is required", null, false, false);
        this.notFound = List.copyOf(notFound);
    }

    /** Tells the person, and lists the devices that the request leaves out. */
    public void tell() {
        if (notFound.isEmpty()) {
            Toast.done(text("approval-needed.text"));
            return;
        }
        new SkippedDevices(
                        text("approval-needed.except", notFound.size()),
                        text("approval-needed.skipped"),
                        "not-requested.csv",
                        notFound.stream()
                                .map(device -> new SkippedDevices.Skipped(
                                        device, "NOT_FOUND", text("approval-needed.not-found")))
                                .toList())
                .saying(text("approval-needed.text"))
                .open();
    }
}
