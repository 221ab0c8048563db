package dev.holdfast.ui.fake;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.manufacturer.EndorsementImport;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.claim.ClaimClient;
import dev.holdfast.ui.client.OperatorProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fake endorsement lists and claims. Claims of device IDs that begin with {@code dead} are refused. IDs that begin with {@code cafe} need a
 * proof of possession.
 */
public final class FakeClaims {
    /** The manufacturer of the endorsement lists. */
    public static final String MANUFACTURER = "contoso-silicon";

    private FakeClaims() {}

    /** Returns unclaimed device IDs. A claim refuses every fourth of them. */
    public static List<DeviceId> chips(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> DeviceId.parse((index % 4 == 3 ? "dead" : "beef") + "%0124x".formatted(index)))
                .toList();
    }

    /** Returns an endorsement list with an invalid signature. */
    public static String list(List<DeviceId> devices) {
        return list(devices, "");
    }

    /** Returns an endorsement list with an invalid signature. If {@code catalog} is not empty, only this catalog may claim the devices. */
    public static String list(List<DeviceId> devices, String catalog) {
        String chips = devices.stream()
                .map(device -> "{\"deviceId\":\"%s\",\"generalKey\":\"%s\"}".formatted(device.text(), device.text()))
                .collect(Collectors.joining(","));
        return String.join(
                ".",
                base64("{\"alg\":\"ES256\",\"typ\":\"holdfast-endorsements+jws\",\"kid\":\"" + MANUFACTURER + "\"}"),
                base64("{\"manufacturer\":\"" + MANUFACTURER + (catalog.isEmpty() ? "" : "\",\"catalog\":\"" + catalog)
                        + "\",\"issuedAt\":\"2026-11-01T00:00:00Z\",\"devices\":[" + chips + "]}"),
                base64("signature"));
    }

    /** Imports a well-formed list. Two of its chips are already known. Refuses other texts as lists of an untrusted manufacturer. */
    public static EndorsementImport importList(String list) {
        int devices = list.split("\\.", -1).length == 3
                ? new String(Base64.getUrlDecoder().decode(list.split("\\.", -1)[1]), StandardCharsets.UTF_8)
                                .split("deviceId", -1)
                                .length
                        - 1
                : 0;
        if (devices == 0) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.INVALID_CONTENT,
                    "The list is signed as acme, a manufacturer that this installation does not trust.",
                    "req-51ab"));
        }
        return new EndorsementImport(MANUFACTURER, Math.max(0, devices - 2), Math.min(2, devices), 0);
    }

    /** Claims devices. Refuses IDs that begin with {@code dead}, and IDs that begin with {@code cafe} if the request has no proofs. */
    public static ClaimResult claim(ClaimRequest request) {
        List<DeviceId> refused = request.deviceIds().stream()
                .filter(device -> device.text().startsWith("dead")
                        || (device.text().startsWith("cafe") && request.proofs() == null))
                .toList();
        return new ClaimResult(
                request.deviceIds().size() - refused.size(),
                0,
                0,
                refused.stream().map(FakeClaims::refusal).toList());
    }

    /** Claims the devices in a CSV file. If a line is malformed, refuses the whole file. The optional fourth column contains proofs. */
    public static ClaimResult claimFile(String csv) {
        List<String> lines = csv.lines().toList();
        List<FieldError> wrong = new ArrayList<>();
        List<ClaimResult.Refusal> refused = new ArrayList<>();
        for (int index = 1; index < lines.size(); index++) {
            String[] cells = lines.get(index).split(",", -1);
            if (cells.length < 3 || cells[0].length() != DeviceId.TEXT_LENGTH) {
                wrong.add(new FieldError("line " + (index + 1), "needs three values"));
            } else if (!List.of("Toaster", "Kettle").contains(cells[1]) || cells[2].equals("Attic")) {
                wrong.add(new FieldError(
                        "line " + (index + 1),
                        "names the device group '" + cells[1] + " / " + cells[2] + "', which does not exist"));
            } else if (cells[0].startsWith("dead") || (cells[0].startsWith("cafe") && cells.length == 3)) {
                ClaimResult.Refusal refusal = refusal(DeviceId.parse(cells[0]));
                refused.add(new ClaimResult.Refusal(refusal.deviceId(), index + 1, refusal.code(), refusal.reason()));
            }
        }
        if (!lines.getFirst().startsWith(ClaimClient.HEADER)) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.INVALID_CONTENT, "The first line must be " + ClaimClient.HEADER + ".", "req-c5f1"));
        }
        if (!wrong.isEmpty()) {
            throw new OperatorProblem(new Problem(
                    ProblemType.INVALID_CONTENT.uri(),
                    ProblemType.INVALID_CONTENT.title(),
                    ProblemType.INVALID_CONTENT.status(),
                    "Nothing was claimed because the file has errors.",
                    "req-c5f2",
                    wrong.subList(0, Math.min(100, wrong.size()))));
        }
        return new ClaimResult(lines.size() - 1 - refused.size(), 0, 0, refused);
    }

    /** Returns a client that claims devices like the methods of this class. */
    public static ClaimClient client() {
        return new ClaimClient() {
            @Override
            public ClaimResult claim(String catalog, ClaimRequest devices) {
                return FakeClaims.claim(devices);
            }

            @Override
            public ClaimResult claimFile(String catalog, byte[] csv) {
                return FakeClaims.claimFile(new String(csv, StandardCharsets.UTF_8));
            }

            @Override
            public ClaimChallenges challenges(String catalog, ClaimChallengeRequest devices) {
                return new ClaimChallenges(
                        devices.deviceIds().stream()
                                .map(device -> new ClaimChallenges.OfDevice(device, Nonce.parse("5a".repeat(32))))
                                .toList(),
                        FakeFleet.now().plus(Duration.ofMinutes(15)));
            }
        };
    }

    /** Returns the refusal of a device. The reason is a missing proof if the ID begins with {@code cafe}, or else an unknown device. */
    public static ClaimResult.Refusal refusal(DeviceId device) {
        ClaimResult.Code code =
                device.text().startsWith("cafe") ? ClaimResult.Code.PROOF_NEEDED : ClaimResult.Code.NOT_FOUND;
        return new ClaimResult.Refusal(device, null, code, code.reason());
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
