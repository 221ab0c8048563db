package dev.holdfast.ui.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.operator.device.Trust;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values of the form that writes an update policy. The text begins with the values in a comment, so that the form can show them again.
 *
 * @param what what devices are offered
 * @param windows weekly windows; empty for any time
 * @param blackouts days or ranges of days, such as {@code 2026-12-20/2027-01-03}
 * @param deadlineDays days until devices install outside of the window; null for never
 * @param systemByRollout whether a new release of the operating system reaches devices by a rollout
 * @param tags tags of devices that are offered updates; empty for all devices
 * @param parts SKUs of these devices; empty for all
 * @param osVersions versions of their operating system, such as {@code 26.09}; empty for all
 * @param trust their trust; empty for any
 * @param deferHours longest deferral in hours; null for the limit of the chip
 * @param kilobitsPerSecond maximum bandwidth of a device; null for no limit
 * @param meteredWaits whether devices with a metered link wait
 */
record UpdateForm(
        String title,
        String description,
        What what,
        List<Window> windows,
        List<String> blackouts,
        @Nullable Integer deadlineDays,
        boolean systemByRollout,
        List<String> tags,
        List<String> parts,
        List<String> osVersions,
        List<Trust> trust,
        @Nullable Integer deferHours,
        @Nullable Integer kilobitsPerSecond,
        boolean meteredWaits) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMENT = "# form: ";
    private static final String NO_APPLICATIONS = """
              - id: no-applications
                when: target.hasApplications
                severity: notice
                effect: system-only
                reason: The policy offers only the operating system.
                remediation: To offer applications, change the policy.
            """;
    private static final String NO_UPDATES = """
              - id: no-updates
                when: "true"
                severity: notice
                effect: hold
                reason: The policy offers no updates.
                remediation: To offer updates, change the policy.
            """;
    private static final String OTHER_TAGS = """
                reason: The policy offers updates only to devices with certain tags.
                remediation: To offer updates to the device, tag it, or change the policy.
            """;
    private static final String OTHER_PARTS = """
                reason: The policy offers updates only to devices of certain parts.
                remediation: To offer updates to the device, change the policy.
            """;
    private static final String OTHER_OS_VERSIONS = """
                reason: The policy offers updates only to devices with certain OS versions.
                remediation: To offer updates to the device, change the policy.
            """;
    private static final String OTHER_TRUST = """
                reason: The policy offers updates only to devices with certain trust.
                remediation: To offer updates to the device, change the policy.
            """;

    /** What devices are offered. */
    enum What {
        ALL,
        SYSTEM,
        NOTHING
    }

    /**
     * Weekly window in local time.
     *
     * @param days days on which the window begins
     * @param from first minute, such as {@code 22:00}
     * @param to minute after the last. On the next day if it is not after {@code from}
     */
    record Window(List<DayOfWeek> days, String from, String to) {
        /** Sorts the days. */
        Window {
            days = days.stream().sorted().distinct().toList();
        }

        private String text() {
            return days.stream().map(UpdateForm::name).collect(Collectors.joining(",")) + " " + from + "-" + to;
        }
    }

    /** Copies the lists, and sorts the trust. */
    UpdateForm {
        windows = List.copyOf(windows);
        blackouts = List.copyOf(blackouts);
        tags = List.copyOf(tags);
        parts = List.copyOf(parts);
        osVersions = List.copyOf(osVersions);
        trust = trust.stream().sorted().distinct().toList();
    }

    /** Returns the values for a new policy. */
    static UpdateForm initial(String title) {
        return new UpdateForm(
                title, title, What.ALL, List.of(), List.of(), null, false, List.of(), List.of(), List.of(), List.of(),
                null, null, false);
    }

    /** Reads a text that a form wrote and nobody changed since. */
    static Optional<UpdateForm> read(String yaml) {
        if (!yaml.startsWith(COMMENT)) {
            return Optional.empty();
        }
        try {
            UpdateForm form =
                    JSON.readValue(yaml.lines().findFirst().orElse("").substring(COMMENT.length()), UpdateForm.class);
            return Optional.of(form).filter(read -> read.yaml().equals(yaml));
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the policy. */
    String yaml() {
        return COMMENT + json(this) + "\ntitle: " + json(title) + "\ndescription: " + json(description) + "\n"
                + section("schedule", schedule()) + section("delivery", delivery()) + rules();
    }

    private static String section(String name, List<String> fields) {
        return fields.isEmpty()
                ? ""
                : fields.stream().map(field -> "  " + field + "\n").collect(Collectors.joining("", name + ":\n", ""));
    }

    private List<String> schedule() {
        List<String> fields = new ArrayList<>();
        if (!windows.isEmpty()) {
            fields.add("windows: " + json(windows.stream().map(Window::text).toList()));
        }
        if (!blackouts.isEmpty()) {
            fields.add("blackouts: " + json(blackouts));
        }
        if (deadlineDays != null) {
            fields.add("deadline: P" + deadlineDays + "D");
        }
        if (systemByRollout) {
            fields.add("operatingSystem: rollout");
        }
        return fields;
    }

    private List<String> delivery() {
        List<String> fields = new ArrayList<>();
        if (deferHours != null) {
            fields.add("deferAtMost: PT" + deferHours + "H");
        }
        if (kilobitsPerSecond != null) {
            fields.add("kilobitsPerSecond: " + kilobitsPerSecond);
        }
        if (meteredWaits) {
            fields.add("metered: wait");
        }
        return fields;
    }

    private String rules() {
        String rules = switch (what) {
                    case ALL -> "";
                    case SYSTEM -> NO_APPLICATIONS;
                    case NOTHING -> NO_UPDATES;
                }
                + others("other-tags", "!device.tags.exists(t, t in ", tags, OTHER_TAGS)
                + others("other-parts", "!(device.part in ", parts, OTHER_PARTS)
                + others("other-os-versions", "!(device.osVersion in ", osVersions, OTHER_OS_VERSIONS)
                + others(
                        "other-trust",
                        "!(device.trust in ",
                        trust.stream().map(Trust::name).toList(),
                        OTHER_TRUST);
        return rules.isEmpty() ? "rules: []\n" : "rules:\n" + rules;
    }

    /** Returns a list of texts in CEL. */
    private static String texts(List<String> values) {
        return values.stream()
                .map(value -> "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    /** Returns JSON, which is also YAML. */
    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the rule that holds devices with other values than the given ones; empty if there are none. */
    private static String others(String id, String condition, List<String> values, String explained) {
        return values.isEmpty() ? "" : """
              - id: %s
                when: %s
                severity: notice
                effect: hold
            """.formatted(id, json(condition + texts(values) + ")")) + explained;
    }
}
