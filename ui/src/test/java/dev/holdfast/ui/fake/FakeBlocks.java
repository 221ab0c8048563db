package dev.holdfast.ui.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import java.io.IOException;
import java.util.Set;

/** What is asked of {@link FakeRevocations} over HTTP. */
final class FakeBlocks {
    private static final Set<String> ACTS = Set.of("block-impact", "block", "unblock");

    private FakeBlocks() {}

    static boolean knows(String[] path) {
        return path.length > 3
                && path[0].equals("catalogs")
                && (ACTS.contains(path[3])
                        || (path[2].equals("devices") && ACTS.contains(path[path.length - 1]))
                        || path[2].equals("device-certificates")
                        || (path.length > 4 && path[4].equals("certificates")));
    }

    static Object post(String[] path, byte[] body, ObjectMapper json) throws IOException {
        FakeRevocations all = new FakeRevocations();
        if (path.length > 4 && ACTS.contains(path[4])) {
            return switch (path[4]) {
                case "block-impact" -> all.blockImpact(path[1], path[3]);
                case "block" -> all.block(path[1], path[3], json.readValue(body, Reason.class));
                default -> all.unblock(path[1], path[3], json.readValue(body, Reason.class));
            };
        }
        return switch (path[path.length - 1]) {
            case "block-impact" -> all.blockImpact(path[1], json.readValue(body, BlockRequest.class));
            case "block" -> all.block(path[1], json.readValue(body, BlockRequest.class));
            case "revocation-impact" ->
                path[2].equals("devices")
                        ? all.deviceImpact(path[1], path[3])
                        : all.certificateImpact(path[1], path[3]);
            default -> all.revokeDevice(path[1], path[3], json.readValue(body, CertificateRevocation.class));
        };
    }
}
