package dev.holdfast.ui.component;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/** The operator API did not do something but asked for a second person: an answer, and no fault. */
public final class ApprovalNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<DeviceId> notFound;

    public ApprovalNeeded() {
        this(List.of());
    }

    /** Makes one of an act that is not about devices that the catalog does not have. */
    public ApprovalNeeded(List<DeviceId> notFound) {
        // Without a stack trace: it is an answer.
        super("Asked for: it is done once a second person approves. It waits under Approvals.", null, false, false);
        this.notFound = List.copyOf(notFound);
    }

    /** Tells the person, and names what nobody was asked about. */
    public void tell() {
        if (notFound.isEmpty()) {
            Toast.done(words());
            return;
        }
        new SkippedDevices(
                        "Asked for, but not for " + Amount.of(notFound.size(), "device"),
                        "Devices that nobody is asked about",
                        "not-asked-about.csv",
                        notFound.stream()
                                .map(device -> new SkippedDevices.Skipped(
                                        device, "NOT_FOUND", "This catalog has no such device."))
                                .toList())
                .saying(words())
                .open();
    }

    private String words() {
        return String.valueOf(getMessage());
    }
}
