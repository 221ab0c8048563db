package dev.holdfast.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import dev.holdfast.gateway.support.TestInstallation;
import dev.holdfast.policy.ShippedPolicies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Update policies, evaluated with the facts of real polls. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class UpdatePolicyTest extends GatewayTest {
    private static final String METERED = "update?have=6&link=metered";
    private static final InternalApi.DeviceFacts FACTS =
            new InternalApi.DeviceFacts("TRUSTED", "26.09", List.of("canary", "lab"));
    /** Conditions that are true for {@link #FACTS} and {@link #METERED}, by the fact that they read. */
    private static final Map<String, String> TRUE = Map.of(
            "device.part", "device.part == 'MT3620AN'",
            "device.osVersion", "device.osVersion == '26.09'",
            "device.trust", "device.trust == 'TRUSTED'",
            "device.tags", "device.tags == ['canary', 'lab']",
            "device.manifestVersion", "device.manifestVersion == 6",
            "target.hasSystem", "target.hasSystem",
            "target.hasApplications", "!target.hasApplications",
            "target.emergency", "target.emergency",
            "link.metered", "link.metered");

    private final UUID group = UUID.randomUUID();

    @Test
    void every_shipped_policy_decides_with_the_facts_of_a_poll() throws IOException {
        assertThat(ShippedPolicies.IDS.stream().filter(id -> id.startsWith("update/")))
                .containsExactlyInAnyOrder("update/UpdateAll", "update/No3rdPartyAppUpdates", "update/NoUpdates");

        assertThat(poll(shipped("UpdateAll"), true)).isEqualTo(200);
        assertThat(poll(shipped("UpdateAll"), false)).isEqualTo(200);
        assertThat(poll(shipped("No3rdPartyAppUpdates"), true)).isEqualTo(204);
        assertThat(poll(shipped("No3rdPartyAppUpdates"), false)).isEqualTo(200);
        assertThat(poll(shipped("NoUpdates"), true)).isEqualTo(204);
        assertThat(poll(shipped("NoUpdates"), false)).isEqualTo(204);
    }

    @Test
    void every_documented_fact_is_supplied() throws IOException {
        assertThat(documentedFacts()).isEqualTo(TRUE.keySet());

        for (String condition : TRUE.values()) {
            // A rule that reads a missing fact hits.
            assertThat(poll(holdingWhen("!(" + condition + ")"), false))
                    .as(condition)
                    .isEqualTo(200);
            assertThat(poll(holdingWhen(condition), false)).as(condition).isEqualTo(204);
        }
    }

    @Test
    void an_untrusted_device_that_repairs_itself_is_known_as_untrusted() throws IOException {
        TestDevice device = endorsedDevice();
        backend.assign(device, assignment(true, new InternalApi.DeviceFacts("UNTRUSTED", "", List.of())));
        backend.deploy(group, target(holdingWhen("device.trust != 'UNTRUSTED'"), true));

        assertThat(device.hello().get(METERED).statusCode()).isEqualTo(200);
    }

    @Test
    void a_device_with_a_metered_link_waits_if_the_policy_says_so() throws IOException {
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(policy("delivery: {metered: wait}\nrules: []\n"), true));

        assertThat(session.get(METERED).statusCode()).isEqualTo(204);
        assertThat(session.get("update?have=6&link=other").statusCode()).isEqualTo(200);
        assertThat(session.get("update?have=6").statusCode()).isEqualTo(200);
    }

    @Test
    void a_change_of_the_policy_reaches_a_device() throws IOException {
        TestDevice.Session session = deviceInGroup().update();
        backend.deploy(group, target(shipped("NoUpdates"), true));
        assertThat(session.get(METERED).statusCode()).isEqualTo(204);

        backend.deploy(group, target(shipped("UpdateAll"), true));
        backend.announce(InternalApi.Change.of(group));

        Await.until("the offer", () -> session.get(METERED).statusCode() == 200);
    }

    @Test
    void a_policy_that_holds_the_target_holds_its_images() throws IOException {
        InternalApi.TargetImage listed = stored();
        String image = "images/" + listed.image();
        TestDevice.Session session = deviceInGroup().update();

        backend.deploy(group, target(holdingWhen("device.manifestVersion < 6 || link.metered"), true, List.of(listed)));

        assertThat(session.get(image + "?have=6").statusCode()).isEqualTo(200);
        assertThat(session.get(image).statusCode()).isEqualTo(404);
        assertThat(session.get(image + "?have=6&link=metered").statusCode()).isEqualTo(404);
    }

    @Test
    void a_policy_that_does_not_compile_holds_the_target() throws IOException {
        assertThat(poll(policy("rules: [{id: broken}]\n"), true)).isEqualTo(204);
    }

    @Test
    void a_held_poll_is_a_contact_and_is_counted() throws IOException {
        TestDevice device = deviceInGroup();
        backend.deploy(group, target(shipped("NoUpdates"), true));
        String held = "holdfast_gateway_polls_total{answer=\"held\"";
        double before = metric(held);

        assertThat(device.update().get(METERED).statusCode()).isEqualTo(204);

        assertThat(metric(held)).isEqualTo(before + 1);
        Await.until(
                "the contact",
                () -> backend.contacts().stream()
                        .anyMatch(contact -> contact.witness().device().equals(device.id())
                                && contact.manifestVersion() == 6
                                && contact.heldBy().equals("update/NoUpdates")));
    }

    /** Returns the status of the response to a poll, under a policy for the group. */
    private int poll(UpdatePolicyText policy, boolean hasApplications) throws IOException {
        UUID other = UUID.randomUUID();
        TestDevice device = device();
        backend.assign(device, assignment(other, false, FACTS));
        backend.deploy(other, target(policy, hasApplications));
        return device.update().get(METERED).statusCode();
    }

    /** Stores an image of the group. */
    private InternalApi.TargetImage stored() {
        byte[] bytes = new byte[2_000];
        InternalApi.TargetImage image =
                new InternalApi.TargetImage(new ImageId(UUID.randomUUID()), bytes.length, Digest.sha256(bytes));
        backend.store(group, image, bytes);
        return image;
    }

    private TestDevice deviceInGroup() {
        TestDevice device = device();
        backend.assign(device, assignment(false, FACTS));
        return device;
    }

    private InternalApi.Assignment assignment(boolean blocked, InternalApi.DeviceFacts facts) {
        return assignment(group, blocked, facts);
    }

    private static InternalApi.Assignment assignment(UUID of, boolean blocked, InternalApi.DeviceFacts facts) {
        return new InternalApi.Assignment(TestInstallation.CATALOG, of, blocked, "MT3620AN", false, null, facts, false);
    }

    private static InternalApi.Target target(UpdatePolicyText policy, boolean hasApplications) {
        return target(policy, hasApplications, List.of());
    }

    private static InternalApi.Target target(
            UpdatePolicyText policy, boolean hasApplications, List<InternalApi.TargetImage> images) {
        return InternalApi.Target.of(new InternalApi.CohortTarget(
                7,
                manifest(7),
                Instant.now().plusSeconds(86_400),
                images,
                List.of(),
                new InternalApi.Offer(true, hasApplications, true, policy)));
    }

    private static UpdatePolicyText shipped(String name) {
        return new UpdatePolicyText("update/" + name, 1, ShippedPolicies.source("update/" + name));
    }

    private static UpdatePolicyText holdingWhen(String condition) {
        return policy("""
                rules:
                  - id: test
                    when: "%s"
                    severity: notice
                    effect: hold
                    reason: A reason.
                    remediation: Do something.
                """.formatted(condition));
    }

    private static UpdatePolicyText policy(String fields) {
        return new UpdatePolicyText("update/test", 1, "title: Test\ndescription: For tests.\n" + fields);
    }

    private static Set<String> documentedFacts() throws IOException {
        String page = Files.readString(Path.of("../docs/policies.md"));
        String section = page.substring(page.indexOf("### `update`"), page.indexOf("## Conditions"));
        return Pattern.compile("`((?:device|target|link)\\.[a-zA-Z]+)`")
                .matcher(section)
                .results()
                .map(fact -> fact.group(1))
                .collect(toSet());
    }
}
