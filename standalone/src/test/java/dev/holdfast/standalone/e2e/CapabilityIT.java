package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests, approves, installs and revokes a capability file. The chip's evidence shows the capability. */
@EndToEnd
class CapabilityIT {
    private static final String FINDING = "capability-not-issued";

    private final Stack stack;
    private final String catalog = "opening-" + System.nanoTime();
    private final OperatorClient owner;
    private final OperatorClient approver;

    CapabilityIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.approver = stack.as("pavel");
    }

    @Test
    void an_approved_capability_is_accepted_until_it_is_revoked()
            throws IOException, InterruptedException, GatewayException {
        createCatalogWithApproval();
        try (TestChips chips = new TestChips(stack, catalog)) {
            List<Chip> pair = chips.make(2, "smoke");
            Chip chip = pair.getFirst();
            String files = device(chip) + "/capabilities";
            assertThat(chip.attest().outcome()).isEqualTo(Outcome.TRUSTED);

            String approval = owner.post(
                            files,
                            Map.of("capabilities", List.of("FieldServicing"), "hours", 1, "reason", "Ticket 4711"))
                    .get("id")
                    .asText();
            assertThat(owner.get(files))
                    .as("nothing is issued before the approval")
                    .isEmpty();
            approver.post(
                    "catalogs/" + catalog + "/approvals/" + approval + "/approve",
                    new ApprovalDecision("The technician is on site.", null));
            JsonNode issued = owner.get(files).get(0);
            assertThat(issued.get("approvedBy").asText()).isEqualTo("pavel");
            Blob file = Blob.of(sent("POST", files + "/" + issued.get("id").asText() + "/file", ""));

            assertThat(pair.getLast().installs(file))
                    .as("a file for another chip")
                    .isFalse();
            assertThat(chip.installs(file)).isTrue();
            Chip opened = chip.rebooted();

            Credentials expected = opened.attest();
            assertThat(expected.outcome()).isEqualTo(Outcome.TRUSTED);
            assertThat(deviations(opened)).containsExactly("CAPABILITY_ENABLED FieldServicing (13)");
            assertThat(owner.get("catalogs/" + catalog + "/anomalies")).isEmpty();

            owner.post(
                    files + "/" + issued.get("id").asText() + "/revoke", Map.of("reason", "The technician has left."));

            // The chip keeps the revoked capability until the file expires, and its evidence shows the capability.
            assertUntrusted(opened.rebooted());
            assertThat(pair.getLast().attest().outcome()).isEqualTo(Outcome.TRUSTED);
        }
    }

    /** Creates the catalog. Capability files require approval there. Publishers of contoso, such as pavel, are its approvers. */
    private void createCatalogWithApproval() throws IOException, InterruptedException {
        owner.post("catalogs", new NewCatalog(catalog, "Opening"));
        owner.post("catalogs/" + catalog + "/products", new NewProduct("Toaster", ""));
        owner.post(
                "catalogs/" + catalog + "/members",
                Map.of(
                        "kind",
                        "GROUP",
                        "grantee",
                        "/catalogs/contoso/publisher",
                        "name",
                        "Technic",
                        "role",
                        "APPROVER"));
        sent("PUT", "catalogs/" + catalog + "/approvals/rules", """
                {"operations": ["ISSUE_CAPABILITY"], "comment": "Two see more."}""");
    }

    /**
     * Sends a request as admin, expects status 200 and returns the body. {@link OperatorClient} does not support PUT and responses without
     * JSON.
     */
    private byte[] sent(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.api().address() + OperatorApi.BASE + path))
                .header("Authorization", "Bearer " + stack.token("admin"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private String device(Chip chip) {
        return "catalogs/" + catalog + "/devices/" + chip.id().text();
    }

    /** Returns the deviations in the newest evidence, each as its kind and the reported value. */
    private List<String> deviations(Chip chip) {
        return owner.get(device(chip) + "/attestations")
                .get(0)
                .get("deviations")
                .valueStream()
                .map(deviation -> deviation.get("kind").asText() + " "
                        + deviation.get("reported").asText())
                .toList();
    }

    /** Asserts that the chip is untrusted because of the revoked capability. */
    private void assertUntrusted(Chip chip) throws GatewayException {
        Credentials refused = chip.attest();
        assertThat(refused.outcome()).isEqualTo(Outcome.UNTRUSTED);
        assertThat(refused.result().findings())
                .anySatisfy(finding -> assertThat(finding.code()).isEqualTo(FINDING));
        assertThat(refused.customer()).isEmpty();
        assertThat(deviations(chip)).contains("CAPABILITY_NOT_ISSUED FieldServicing (13)");
        assertThat(owner.get(device(chip)).get("reason").asText()).contains("FieldServicing");
    }
}
