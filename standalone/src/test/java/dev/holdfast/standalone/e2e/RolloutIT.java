package dev.holdfast.standalone.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.Application;
import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rollouts through the operator API and the console, with devices that install what they are offered. */
@EndToEnd
class RolloutIT {
    private static final HaltRuleView INSTALL_FAILED = new HaltRuleView(HaltCause.INSTALL_FAILED, 10, 1);

    /** Phase of one device, after which a person decides. */
    private static final NewPhase CANARY = new NewPhase(null, 1, null, null, null, null, true);

    private final Stack stack;
    private final Browsers browsers;
    private final TestRollouts rollouts;
    private final TestChips chips;

    RolloutIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void a_rollout_opens_phase_by_phase_and_completes_when_all_devices_attested() {
        List<Chip> made = chips.make(3, "smoke");
        made.forEach(chip -> chips.switchOn(chip.software(new SoftwareBehavior())));
        long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        chips.switchedOn().forEach(device -> rollouts.awaitTrusted(device, first));

        String rollout = rollouts.start(image("2.0.0"), List.of(CANARY), INSTALL_FAILED);

        JsonNode counts = rollouts.await(rollout, "WAITING_FOR_PERSON").get("counts");
        assertThat(counts.get("targeted").asLong()).isEqualTo(1);
        assertThat(counts.get("attested").asLong()).isEqualTo(1);
        assertThat(chips.switchedOn())
                .as("devices outside of the open phase")
                .filteredOn(device -> device.status().manifestVersion() == first)
                .hasSize(2)
                .allMatch(device -> device.status().boots() == 2);
        assertThat(made)
                .extracting(chip -> rollouts.get("devices/" + chip.id().text())
                        .at("/update/state")
                        .asText())
                .containsExactlyInAnyOrder("ATTESTED", "WAITING_FOR_PHASE", "WAITING_FOR_PHASE");

        Page page = open(rollout);
        perform(page, "Proceed", "The canary is well.");
        JsonNode done = rollouts.await(rollout, "COMPLETED");
        assertThat(done.at("/counts/targeted").asLong()).isEqualTo(3);
        assertThat(done.at("/counts/attested").asLong()).isEqualTo(3);
        assertThat(page.getByText("All devices of the group were offered these images")
                        .first())
                .isVisible();
        page.context().close();
        made.forEach(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED"));
        assertThat(chips.switchedOn()).allMatch(device -> device.status().boots() == 3);
    }

    @Test
    void a_rollout_that_is_rolled_back_leads_its_devices_back_to_the_former_images() {
        List<Chip> made = chips.make(2, "smoke");
        made.forEach(chip -> chips.switchOn(chip.software(new SoftwareBehavior())));
        long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        chips.switchedOn().forEach(device -> rollouts.awaitTrusted(device, first));
        String rollout = rollouts.start(image("2.0.0"), List.of(CANARY), INSTALL_FAILED);
        rollouts.await(rollout, "WAITING_FOR_PERSON");

        Page page = open(rollout);
        perform(page, "Roll back", "The canary is slow.");
        JsonNode back = rollouts.await(rollout, "ABORTED");
        page.context().close();

        assertThat(back.hasNonNull("rolledBackAt")).isTrue();
        long set = made.stream()
                .mapToLong(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED")
                        .get("target")
                        .asLong())
                .max()
                .orElseThrow();
        assertThat(set).as("a newer version of the former images").isGreaterThan(first);
        Agent canary = stack.await(
                "the canary runs the former images",
                () -> chips.switchedOn().stream()
                        .filter(device -> device.status().manifestVersion() == set)
                        .findFirst());
        rollouts.awaitTrusted(canary, set);
        // The first set, the one of the rollout, and the one that leads back.
        assertThat(canary.status().boots()).isEqualTo(4);
        assertThat(canary.status().returns()).isZero();
        assertThat(chips.switchedOn())
                .as("the device that the rollout did not open")
                .filteredOn(device -> device != canary)
                .allMatch(device -> device.status().manifestVersion() == first)
                .allMatch(device -> device.status().boots() == 2);
    }

    @Test
    void a_rollout_halts_when_a_device_fails_and_staged_devices_drop_it() throws GatewayException {
        List<Chip> made = chips.make(4, "smoke");
        Chip stager = made.get(0);
        Chip failing = made.get(1);
        Chip outside = made.get(2);
        // This chip has no software: the test sends its requests.
        Chip asking = made.get(3);
        SoftwareBehavior defective = new SoftwareBehavior();
        defective.addDefect("toaster-app 2.0.0", new Defect.DoesNotBoot());
        Agent failed = chips.switchOn(failing.software(defective));
        Agent before = chips.switchOn(stager.software(new SoftwareBehavior()));
        Agent other = chips.switchOn(outside.software(new SoftwareBehavior()));
        long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        chips.switchedOn().forEach(device -> rollouts.awaitTrusted(device, first));
        chips.switchedOn()
                .forEach(device -> stack.await(
                        "the device confirms the update",
                        () -> Optional.of(device.status().updatesInstalled()).filter(updates -> updates == 1)));
        TestRollouts.switchOff(failed);
        TestRollouts.switchOff(before);
        Agent staged = chips.switchOn(stager.software(
                new SoftwareBehavior(),
                new Application(Optional.of(Duration.ofHours(8)), Optional.empty(), Optional.empty())));
        DeviceClient client = chips.client(asking.attest().update().orElseThrow());

        String rollout = rollouts.start(
                image("2.0.0"),
                List.of(TestRollouts.of(List.of(stager.id(), failing.id(), asking.id()))),
                INSTALL_FAILED);
        rollouts.awaitUpdate(stager.id(), "DEFERRED");
        rollouts.awaitOffer(client, true);
        failed.powerOn();

        JsonNode halt = rollouts.await(rollout, "HALTED").get("halt");
        assertThat(halt.at("/rule/cause").asText()).isEqualTo("INSTALL_FAILED");
        assertThat(halt.get("affected").asLong()).isEqualTo(1);
        assertThat(halt.get("of").asLong()).isEqualTo(1);
        // The gateway has heard of the halt, and the staged device asks again.
        rollouts.awaitOffer(client, false);
        long polls = staged.status().polls();
        stack.await(
                "the staged device polls",
                () -> Optional.of(staged.status().polls()).filter(now -> now > polls + 2));
        assertThat(rollouts.awaitUpdate(stager.id(), "HELD").get("code").asText())
                .isEqualTo("rollout-halted");

        TestRollouts.switchOff(staged);
        Agent after = chips.switchOn(stager.software(new SoftwareBehavior()));
        rollouts.awaitTrusted(after, first);
        stack.await(
                "the device polls", () -> Optional.of(after.status().polls()).filter(now -> now > 2));
        assertThat(after.status().manifestVersion())
                .as("an application that defers no longer does not bring the staged images in use")
                .isEqualTo(first);
        rollouts.awaitTrusted(failed, first);
        assertThat(failed.status().returns()).isEqualTo(1);
        assertThat(other.status().manifestVersion()).isEqualTo(first);
        rollouts.awaitUpdate(outside.id(), "WAITING_FOR_PHASE");

        Page page = open(rollout);
        assertThat(page.getByText("Halted in phase 1").first()).isVisible();
        assertThat(page.getByText("1 of 1 finished devices failed to install").first())
                .isVisible();
        assertThat(page.getByText("did-not-boot").first()).isVisible();
        page.context().close();
    }

    @Test
    void the_demo_has_a_completed_and_a_halted_rollout() {
        stack.await(
                "one rollout of the demo completed, and the other one halted",
                () -> Optional.of(demoRollouts())
                        .filter(Set.of("Kettle / Production COMPLETED", "Kettle / Field Test HALTED")::equals));
    }

    /** Returns the group and the state of each rollout of the demo. */
    private Set<String> demoRollouts() {
        return stack.as("rashid")
                .get("catalogs/contoso/rollouts")
                .valueStream()
                .map(rollout -> rollout.get("product").asText() + " / "
                        + rollout.get("group").asText() + " "
                        + rollout.get("state").asText())
                .collect(Collectors.toSet());
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }

    private Page open(String rollout) {
        return browsers.signIn("admin", "/c/" + rollouts.name() + "/rollouts/" + rollout);
    }

    /** Clicks a button of the page, fills in the reason in its dialog, and confirms. */
    private static void perform(Page page, String verb, String reason) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(verb + "…"))
                .click();
        Locator dialog = page.locator("vaadin-dialog");
        dialog.getByLabel("Reason").fill(reason);
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(verb).setExact(true))
                .click();
        assertThat(dialog).hasCount(0);
    }
}
