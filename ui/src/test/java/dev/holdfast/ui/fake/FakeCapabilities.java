package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityGrant;
import dev.holdfast.contract.operator.capability.CapabilityImpact;
import dev.holdfast.contract.operator.capability.CapabilityImpactRequest;
import dev.holdfast.contract.operator.capability.CapabilityState;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.capability.CapabilityClient;
import dev.holdfast.ui.component.ApprovalNeeded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Capability files of a device: one in force, one revoked and one expired. Records requests without effect. */
public final class FakeCapabilities implements CapabilityClient {
    private final List<Object> asked = new ArrayList<>();
    private final boolean needsApproval;

    /** Makes a client that requests approval if {@code needsApproval}, and otherwise issues files immediately. */
    public FakeCapabilities(boolean needsApproval) {
        this.needsApproval = needsApproval;
    }

    /** Returns the received requests. */
    public List<Object> asked() {
        return asked;
    }

    @Override
    public List<CapabilityFileView> files(String catalog, String device, int limit) {
        return List.of(
                file(device, CapabilityState.IN_FORCE, List.of("FieldServicing"), 2, "pavel", 1),
                file(device, CapabilityState.REVOKED, List.of("ApplicationDevelopment", "FieldServicing"), 70, null, 3),
                file(device, CapabilityState.EXPIRED, List.of(), 300, null, 0));
    }

    /** Returns a file that was issued some hours ago. {@code approver} is null if the file needed no approval. */
    private static CapabilityFileView file(
            String device,
            CapabilityState state,
            List<String> capabilities,
            int hoursAgo,
            @Nullable String approver,
            int downloads) {
        boolean revoked = state == CapabilityState.REVOKED;
        return new CapabilityFileView(
                UUID.nameUUIDFromBytes(state.name().getBytes(StandardCharsets.UTF_8)),
                DeviceId.parse(device),
                capabilities,
                state,
                "Display is dark, the technician is there at two",
                "olivia",
                approver,
                FakeFleet.ago(hoursAgo / 24.0),
                FakeFleet.ago(hoursAgo / 24.0).plus(Duration.ofDays(3)),
                downloads,
                revoked ? "pavel" : null,
                revoked ? FakeFleet.ago(1) : null,
                revoked ? "The board went back to its manufacturer" : null);
    }

    @Override
    public CapabilityImpact preview(String catalog, String device, CapabilityImpactRequest file) {
        List<CapabilityGrant> before = List.of(new CapabilityGrant("FieldServicing", FakeFleet.ago(-1)));
        return new CapabilityImpact(
                "Toaster",
                "Production",
                "MT3620AN",
                Trust.TRUSTED,
                FakeFleet.ago(2),
                true,
                before,
                file.capabilities().contains("ApplicationDevelopment")
                        ? List.of(new CapabilityGrant("ApplicationDevelopment", FakeFleet.ago(-2)), before.getFirst())
                        : before,
                List.of("The device can get a capability file."),
                file.capabilities().contains("FieldServicing")
                        ? List.of("FieldServicing is already allowed until tomorrow. The file does not extend it.")
                        : List.of());
    }

    @Override
    public CapabilityFileView issue(String catalog, String device, NewCapabilityFile file) {
        asked.add(file);
        if (needsApproval) {
            throw new ApprovalNeeded();
        }
        return files(catalog, device, 1).getFirst();
    }

    @Override
    public byte[] fetch(String catalog, String device, String file) {
        return new byte[404];
    }

    @Override
    public CapabilityFileView revoke(String catalog, String device, String file, Reason reason) {
        asked.add(reason);
        return files(catalog, device, 1).getFirst();
    }
}
