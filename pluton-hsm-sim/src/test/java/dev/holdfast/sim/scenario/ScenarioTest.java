package dev.holdfast.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.PowerSaving;
import dev.holdfast.sim.fault.DefectiveImage;
import dev.holdfast.sim.fault.FlappingNetwork;
import dev.holdfast.sim.fault.TamperedComponent;
import dev.holdfast.sim.mt3620.guardian.AllowedConnection;
import dev.holdfast.sim.mt3620.guardian.AllowedConnection.Transport;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Tests how scenario files are read, and the errors for invalid files. */
class ScenarioTest {
    private static final String WHOLE = """
            name: everything
            description: All that there is.
            watch-for: All of it.
            devices: 10
            seed: 42
            lasts: PT5M
            start-within: PT3S
            on-shelf: 20 %
            starts-at: "22:30"
            day-lasts: PT10M
            personas:
              - name: night
                devices: 3
                poll-interval: PT10S
                heartbeat-interval: PT1M
                first-retry: PT0.5S
                longest-retry: PT1M
                confirms-after: PT2M
                linger: PT30S
                awake: 22:00-06:00
                long-poll: PT20S
                clock-skew: PT5S
                defers-updates: PT8H
                powers-down: {after: PT1M, for: PT10M}
                guards:
                  manufacturer: Acme
                  model: Press 9
                  firmware: "1.4"
                  allowed: [{host: Broker.example, port: 8883, transport: tcp}]
                  asks: [{host: ntp.example, port: 123, transport: udp}]
                  asks-every: PT5S
                  silent-after: PT1M
                metered: true
                network:
                  latency: PT0.1S
                  loss: 1 %
                  kbit-per-second: 64
            faults:
              - fault: tampered-component
                component: RootFs
                devices: 1
              - fault: flapping-network
                up: PT10S
                down: PT1S
                devices: 25 %
                at: PT30S
                for: PT1M
                again-after: PT2M
            expect:
              - state: untrusted
                finding: measurement-unknown
                at-least: 1
                at-most: 10 %
            """;

    /** Names of the shipped scenarios. */
    static final java.util.List<String> SHIPPED = Scenario.SHIPPED;

    @Test
    void all_keys_are_read() throws ScenarioException {
        Scenario read = Scenario.parse("here", WHOLE);

        assertThat(read.seed()).isEqualTo(42);
        assertThat(read.lasts()).contains(Duration.ofMinutes(5));
        assertThat(read.onShelf()).isEqualTo(Portion.percent(20));
        assertThat(read.day()).isEqualTo(new Scenario.Day(LocalTime.of(22, 30), Duration.ofMinutes(10)));
        assertThat(read.personas()).singleElement().satisfies(persona -> {
            assertThat(persona.operatingHours()).isEqualTo(new OperatingHours(LocalTime.of(22, 0), LocalTime.of(6, 0)));
            assertThat(persona.network()).isEqualTo(new NetworkQuality(Duration.ofMillis(100), 0.01, 64_000));
            assertThat(persona.metered()).isTrue();
            assertThat(persona.intervals().confirmsAfter()).isEqualTo(Duration.ofMinutes(2));
            assertThat(persona.intervals().linger()).isEqualTo(Duration.ofSeconds(30));
            assertThat(persona.intervals().longPoll()).isEqualTo(Duration.ofSeconds(20));
            assertThat(persona.application().defersUpdates()).contains(Duration.ofHours(8));
            assertThat(persona.application().powerSaving())
                    .contains(new PowerSaving(Duration.ofMinutes(1), Duration.ofMinutes(10)));
            assertThat(persona.application().guardedEquipment())
                    .hasValueSatisfying(guardedEquipment -> assertThat(
                                    guardedEquipment.equipment().allowed())
                            .containsExactly(new AllowedConnection("broker.example", 8883, Transport.TCP)));
        });
        assertThat(read.faults())
                .containsExactly(
                        new ScenarioFault(
                                new TamperedComponent(ImageType.ROOT_FS, TamperedComponent.Attacker.MANUFACTURER),
                                Portion.of(1),
                                Duration.ZERO,
                                Optional.empty(),
                                Optional.empty()),
                        new ScenarioFault(
                                new FlappingNetwork(Duration.ofSeconds(10), Duration.ofSeconds(1)),
                                Portion.percent(25),
                                Duration.ofSeconds(30),
                                Optional.of(Duration.ofMinutes(1)),
                                Optional.of(Duration.ofMinutes(2))));
        assertThat(read.expectations()).singleElement().satisfies(expected -> {
            assertThat(expected.conditions()).startsWith(new DeviceCondition.InState(DeviceState.UNTRUSTED));
            assertThat(expected.text())
                    .isEqualTo("at least 1 and at most 10 % untrusted with finding measurement-unknown");
        });
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void shipped_scenarios_are_valid_and_have_expectations(String name) {
        Scenario scenario = Scenario.named(name);

        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.expectations()).isNotEmpty();
        assertThat(scenario.watchFor()).isNotBlank();
    }

    @Test
    void defects_belong_to_an_image() throws ScenarioException {
        assertThat(defect("fault: does-not-boot")).isEqualTo(new Defect.DoesNotBoot());
        assertThat(defect("fault: fails-with\n    code: 2"))
                .isEqualTo(new Defect.FailsWith(ImageUpdateError.OUT_OF_SPACE));
        assertThat(defect("fault: goes-silent")).isEqualTo(new Defect.GoesSilent());
        assertThat(defect("fault: attests-wrongly")).isEqualTo(new Defect.AttestsWrongly());
        assertThat(defect("fault: crashes-at\n    rate: 60")).isEqualTo(new Defect.CrashesAt(Duration.ofMinutes(1)));
        assertThat(defect("fault: slow-link\n    kbit-per-second: 64"))
                .isEqualTo(new Defect.SlowLink(new NetworkQuality(Duration.ofMillis(400), 0.02, 64_000)));
    }

    /** Reads a fault of the image {@code toaster-app 1.1.0}. */
    private static Defect defect(String fault) throws ScenarioException {
        String yaml = WHOLE.replace(
                "fault: tampered-component\n    component: RootFs", fault + "\n    image: toaster-app 1.1.0");
        DefectiveImage read = (DefectiveImage)
                Scenario.parse("here", yaml).faults().getFirst().fault();
        assertThat(read.image()).isEqualTo("toaster-app 1.1.0");
        assertThat(fault).startsWith("fault: " + read.name());
        return read.defect();
    }

    /** Each line replaces a part of {@link #WHOLE} by a mistake, and has a part of the error message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            devices: 10 | devices: ten | line 4: devices: 'ten' is not a whole number of at least 0
            devices: 10 | devices: 0 | line 1: a scenario has at least one device
            devices: 10 | device: 10 | line 1: 'devices' is missing
            seed: 42 | sead: 42 | line 5: 'sead' is not known here. Known: name, description, watch-for, devices
            seed: 42 | name: twice | line 5: 'name' appears twice here
            lasts: PT5M | lasts: 5 minutes | line 6: lasts: '5 minutes' is not a duration such as PT15S
            on-shelf: 20 % | on-shelf: many | line 8: on-shelf: 'many' is neither a number of devices
            awake: 22:00-06:00 | awake: always | line 20: awake: 'always' is not a time span
            poll-interval: PT10S | poll-interval: PT0.001S | line 12: PT0.001S is too short for an interval
            long-poll: PT20S | long-poll: PT26S | PT26S is too long for a poll to wait, at most 25 seconds
            latency: PT0.1S | delay: PT0.1S | 'delay' is not known here. Known: latency, loss, kbit-per-second
            fault: tampered-component | fault: tampered | Known: attests-wrongly, capability-left-installed, cloned-identity, crash-loop
            component: RootFs | component: Applications | 'Applications' is not an operating system component
            component: RootFs | at: PT3S | tampered-component is in the chip from the factory
            up: PT10S | up: PT0.01S | up: 'PT0.01S' is too short
            up: PT10S | image: toaster | 'image' is not known here
            fault: flapping-network | fault: goes-silent | 'image' is missing
            state: untrusted | state: bad | state: 'bad' is not known. Known: off, asleep, pending
            at-least: 1 | at-last: 1 | 'at-last' is not known here. Known: state, finding, booted-more-than
            seed: 42 | seed: [1, 2] | line 5: 'seed' must be a single value
            seed: 42 | "seed: {" | invalid YAML
            """)
    void an_error_has_its_line_and_the_fix(String right, String wrong, String problem) {
        String yaml = WHOLE.replaceFirst(
                java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));

        assertThat(yaml).isNotEqualTo(WHOLE);
        assertThatThrownBy(() -> Scenario.parse("mine.yaml", yaml))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("mine.yaml, line ")
                .hasMessageContaining(problem);
    }
}
