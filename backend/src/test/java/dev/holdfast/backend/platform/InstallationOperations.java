package dev.holdfast.backend.platform;

import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconMaker;
import dev.holdfast.backend.pki.root.ForeignCa;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;

/** Every operation with makers, chips, gateways, releases and roots of the installation, done once as it should be done. */
final class InstallationOperations {
    private InstallationOperations() {}

    /** Does them with a chip, and notes the status of each. */
    static void doAll(Operator owner, DeviceId chip, Map<String, Integer> real) {
        chips(owner, chip, real);
        releases(owner, real);
        roots(owner, real);
    }

    private static void chips(Operator owner, DeviceId chip, Map<String, Integer> real) {
        Map<String, Object> chips = Map.of("deviceIds", List.of(chip.text()), "reason", "A try");
        for (String path : List.of("revocation-impact", "revoke", "restore")) {
            real.put(
                    "POST " + OperatorApi.BASE + "endorsements/" + path,
                    status(owner.post("endorsements/" + path, chips)));
        }
        String gateways = OperatorApi.BASE + "gateways";
        real.put("GET " + gateways, status(owner.get("gateways")));
        real.put(
                "POST " + gateways + "/{fingerprint}/revoke",
                status(owner.post(
                        "gateways/" + chip.text().substring(0, 64) + "/revoke",
                        Map.of("reason", "A try", "evenIfUnknown", true))));
        String makers = OperatorApi.BASE + "makers";
        String other = "makers/" + SiliconMaker.OTHER;
        real.put("GET " + makers, status(owner.get("makers")));
        real.put("GET " + makers + "/{maker}/revocation-impact", status(owner.get(other + "/revocation-impact")));
        for (String path : List.of("/revoke", "/restore")) {
            real.put("POST " + makers + "/{maker}" + path, status(owner.post(other + path, Map.of("reason", "A try"))));
        }
    }

    private static void releases(Operator owner, Map<String, Integer> real) {
        TestOs os = TestOs.ofNewPart();
        real.put("POST " + OperatorApi.BASE + "os-images", status(os.upload()));
        ValidatableResponse release = os.release("RetailEval", os.images(1));
        String releases = OperatorApi.BASE + "os-releases";
        String releaseId = release.extract().path("id");
        real.put("POST " + releases, status(release));
        real.put("POST " + releases + "/{id}/promote", status(TestOs.promote(releaseId)));
        real.put("GET " + releases + "/{id}", status(owner.get("os-releases/" + releaseId)));
        real.put(
                "POST " + releases + "/{id}/withdrawal-impact",
                status(owner.post("os-releases/" + releaseId + "/withdrawal-impact", Map.of())));
        real.put("POST " + releases + "/{id}/withdraw", status(TestOs.withdraw(releaseId, "KEEP")));
        real.put("GET " + releases, status(owner.get("os-releases")));
    }

    private static void roots(Operator owner, Map<String, Integer> real) {
        String roots = OperatorApi.BASE + "trust/roots";
        ValidatableResponse request = owner.post("trust/roots", Map.of());
        real.put("POST " + roots, status(request));
        real.put("GET " + roots, status(owner.get("trust/roots")));
        real.put(
                "POST " + roots + "/{id}/certificate",
                status(owner.post(
                        "trust/roots/" + request.extract().path("id") + "/certificate",
                        ForeignCa.create().answer(request.extract().path("request")))));
        for (String act : List.of("removal-impact", "remove")) {
            real.put(
                    "POST " + roots + "/{id}/" + act,
                    status(owner.post(
                            "trust/roots/" + request.extract().path("id") + "/" + act, Map.of("reason", "A try"))));
        }
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }
}
