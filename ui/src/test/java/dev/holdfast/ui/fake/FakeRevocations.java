package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.CertificateView.Revocation;
import dev.holdfast.contract.operator.revocation.CertificateView.Usage;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.revocation.RevocationClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Blocks and revocations of the fake fleet. Records commands without effect. */
public final class FakeRevocations implements RevocationClient {
    /** Serial number of a valid certificate. */
    private static final String VALID = "5a".repeat(16);

    private final List<String> commands = new ArrayList<>();

    /** Returns the commands, in words. */
    public List<String> commands() {
        return commands;
    }

    @Override
    public CertificateImpact blockImpact(String catalog, BlockRequest request) {
        return preview(request.deviceIds().size(), 2L * request.deviceIds().size());
    }

    @Override
    public BlockResult block(String catalog, BlockRequest request) {
        commands.add("block " + request.deviceIds().size() + ": " + request.reason());
        return new BlockResult(request.deviceIds().size(), List.of());
    }

    @Override
    public CertificateImpact blockImpact(String catalog, String device) {
        return preview(1, 2);
    }

    @Override
    public BlockResult block(String catalog, String device, Reason why) {
        commands.add("block 1: " + why.reason());
        return new BlockResult(1, List.of());
    }

    @Override
    public BlockResult unblock(String catalog, String device, Reason why) {
        commands.add("unblock 1: " + why.reason());
        return new BlockResult(1, List.of());
    }

    @Override
    public List<CertificateView> certificates(String catalog, String device, int limit) {
        Instant now = FakeFleet.now();
        Instant yesterday = now.minus(Duration.ofHours(20));
        DeviceId id = DeviceId.parse(device.isEmpty() ? "5a".repeat(64) : device);
        return List.of(
                new CertificateView(id, VALID, Usage.CUSTOMER, 3, now, now.plus(Duration.ofHours(24)), null),
                new CertificateView(id, "6b".repeat(16), Usage.UPDATE, 3, now, now.plus(Duration.ofHours(24)), null),
                new CertificateView(
                        id,
                        "4c".repeat(16),
                        Usage.UPDATE,
                        2,
                        yesterday,
                        yesterday.plus(Duration.ofHours(24)),
                        new Revocation(now, "olivia", RevocationCause.KEY_COMPROMISE, "Read out in a lab")));
    }

    @Override
    public RestResponse<List<CertificateView>> find(String catalog, ListRequest asked) {
        List<CertificateView> found =
                catalog.equals("fabrikam") ? List.of() : find(asked.filter() == null ? "" : asked.filter());
        return FakePages.of(found, asked.cursor(), asked.limit());
    }

    /** Returns three certificates of each of twelve devices. For {@code is:revoked}, only the revoked one of each device. */
    private List<CertificateView> find(String filter) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj("%02x"::formatted)
                .flatMap(octet -> certificates("", octet.repeat(64), 3).stream())
                .filter(one -> !filter.contains("is:revoked") || one.revocation() != null)
                .toList();
    }

    @Override
    public CertificateImpact deviceImpact(String catalog, String device) {
        return preview(1, 2);
    }

    @Override
    public RevokedCertificates revokeDevice(String catalog, String device, CertificateRevocation why) {
        commands.add("revoke all: " + why.reason());
        return new RevokedCertificates(2, 1);
    }

    @Override
    public CertificateImpact certificateImpact(String catalog, String serial) {
        return preview(1, 1);
    }

    @Override
    public RevokedCertificates revokeCertificate(String catalog, String serial, CertificateRevocation why) {
        commands.add("revoke " + serial.substring(0, 4) + ": " + why.reason());
        return new RevokedCertificates(1, 1);
    }

    private static CertificateImpact preview(long devices, long certificates) {
        Instant until = FakeFleet.now().plus(Duration.ofHours(24));
        return new CertificateImpact(
                devices,
                devices,
                certificates,
                until,
                1,
                12L,
                List.of(new CertificateImpact.OfGroup("Toaster", "Production", devices, devices, certificates, until)),
                List.of(),
                List.of(
                        "Gateways refuse the devices within two seconds, on open connections too.",
                        "Unblocking restores all certificates that have not expired by then."));
    }
}
