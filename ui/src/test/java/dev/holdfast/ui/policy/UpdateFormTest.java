package dev.holdfast.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.device.Trust;
import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy that the form writes. */
class UpdateFormTest {
    private static final UpdateForm NIGHTS = new UpdateForm(
            "Shops: \"night\"",
            "Cash registers",
            UpdateForm.What.SYSTEM,
            List.of(
                    new UpdateForm.Window(List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY), "22:00", "05:00"),
                    new UpdateForm.Window(List.of(DayOfWeek.SATURDAY), "00:00", "08:00")),
            List.of("2026-12-20/2027-01-03", "2027-04-05"),
            14,
            true,
            List.of("canary"),
            List.of("MT3620AN"),
            List.of("26.06", "26.09"),
            List.of(Trust.OUTDATED, Trust.TRUSTED),
            12,
            500,
            true);

    @Test
    void a_form_writes_what_when_who_and_how() {
        String yaml = NIGHTS.yaml();

        assertThat(yaml.substring(yaml.indexOf('\n') + 1)).isEqualTo("""
                title: "Shops: \\"night\\""
                description: "Cash registers"
                schedule:
                  windows: ["Mon,Sun 22:00-05:00","Sat 00:00-08:00"]
                  blackouts: ["2026-12-20/2027-01-03","2027-04-05"]
                  deadline: P14D
                  operatingSystem: rollout
                delivery:
                  deferAtMost: PT12H
                  kilobitsPerSecond: 500
                  metered: wait
                rules:
                  - id: no-applications
                    when: target.hasApplications
                    severity: notice
                    effect: system-only
                    reason: The policy offers only the operating system.
                    remediation: To offer applications, change the policy.
                  - id: other-tags
                    when: "!device.tags.exists(t, t in ['canary'])"
                    severity: notice
                    effect: hold
                    reason: The policy offers updates only to devices with certain tags.
                    remediation: To offer updates to the device, tag it, or change the policy.
                  - id: other-parts
                    when: "!(device.part in ['MT3620AN'])"
                    severity: notice
                    effect: hold
                    reason: The policy offers updates only to devices of certain parts.
                    remediation: To offer updates to the device, change the policy.
                  - id: other-os-versions
                    when: "!(device.osVersion in ['26.06', '26.09'])"
                    severity: notice
                    effect: hold
                    reason: The policy offers updates only to devices with certain OS versions.
                    remediation: To offer updates to the device, change the policy.
                  - id: other-trust
                    when: "!(device.trust in ['TRUSTED', 'OUTDATED'])"
                    severity: notice
                    effect: hold
                    reason: The policy offers updates only to devices with certain trust.
                    remediation: To offer updates to the device, change the policy.
                """);
    }

    @Test
    void an_empty_form_limits_nothing() {
        String yaml = UpdateForm.initial("All").yaml();

        assertThat(yaml).endsWith("rules: []\n").doesNotContain("schedule:", "delivery:");
    }

    @Test
    void a_form_reads_its_own_text_only() {
        assertThat(UpdateForm.read(NIGHTS.yaml())).contains(NIGHTS);
        assertThat(UpdateForm.read(NIGHTS.yaml() + "# more\n")).isEmpty();
        assertThat(UpdateForm.read("# form: {}\n")).isEmpty();
        assertThat(UpdateForm.read("# form: broken\n")).isEmpty();
        assertThat(UpdateForm.read("title: by hand\n")).isEmpty();
    }
}
