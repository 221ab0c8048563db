package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.gateway.GatewayRevocation;
import dev.holdfast.contract.operator.gateway.GatewayView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.gateway.GatewayClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two gateways, and a stolen one whose certificate is revoked. Records commands. */
public class FakeGateways implements GatewayClient {
    private final List<String> commands = new ArrayList<>();

    /** Returns the commands, in words. */
    public List<String> commands() {
        return commands;
    }

    @Override
    public List<GatewayView> gateways() {
        Instant now = FakeFleet.now();
        return List.of(
                gateway("one", now, "203.0.113.7", null),
                gateway("two", now.minus(Duration.ofMinutes(4)), "203.0.113.8", null),
                gateway("stolen", now.minus(Duration.ofDays(3)), "198.51.100.3", now.minus(Duration.ofDays(2))));
    }

    /** Returns the fingerprint of a gateway. */
    public static Digest fingerprint(String name) {
        return Digest.sha256(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns a gateway. {@code revoked} is the time of its revocation, or null. */
    private static GatewayView gateway(String name, Instant last, String address, @Nullable Instant revoked) {
        return new GatewayView(
                fingerprint(name),
                "3f9a",
                last.plus(Duration.ofDays(300)),
                last.minus(Duration.ofDays(60)),
                last,
                address,
                revoked,
                revoked == null ? "" : "admin",
                revoked == null ? "" : "Stolen from the depot in Leeds");
    }

    @Override
    public GatewayView revoke(String fingerprint, GatewayRevocation why) {
        GatewayView known = gateways().stream()
                .filter(one -> one.fingerprint().hex().equals(fingerprint))
                .findFirst()
                .orElse(null);
        if (known == null && !Boolean.TRUE.equals(why.evenIfUnknown())) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.NOT_FOUND,
                    "No gateway has ever shown a certificate with this fingerprint, so nothing was revoked.",
                    "req-8"));
        }
        commands.add("revoke " + fingerprint.substring(0, 8) + ": " + why.reason());
        return known == null
                ? new GatewayView(
                        Digest.parse(fingerprint), "", null, null, null, "", FakeFleet.now(), "admin", why.reason())
                : known;
    }
}
