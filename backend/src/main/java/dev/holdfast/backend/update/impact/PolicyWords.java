package dev.holdfast.backend.update.impact;

import dev.holdfast.backend.update.deployment.ReplacedImages;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.policy.UpdatePolicyPreview;
import dev.holdfast.contract.operator.product.TargetChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Says for approvers which devices an update policy newly holds, and which ones it offers software. */
public final class PolicyWords {
    private static final int MAX_GROUPS = 50;

    private PolicyWords() {}

    /** Returns sentences for each group with such devices, for at most {@value #MAX_GROUPS} groups. */
    public static List<String> of(UpdatePolicyPreview preview) {
        List<UpdatePolicyGroup> changed = preview.groups().stream()
                .filter(group -> group.newlyHeld() + group.newlyOffered() > 0)
                .toList();
        if (changed.isEmpty()) {
            return List.of("The policy holds the same devices as the policy that applies now.");
        }
        List<String> words = new ArrayList<>(
                changed.stream().limit(MAX_GROUPS).map(PolicyWords::of).toList());
        if (changed.size() > MAX_GROUPS) {
            words.add(changed.size() - MAX_GROUPS + " more groups have such devices.");
        }
        return words;
    }

    private static String of(UpdatePolicyGroup group) {
        return group.product() + " / " + group.group() + ": "
                + Stream.concat(held(group), offered(group))
                        .reduce((a, b) -> a + " " + b)
                        .orElse("");
    }

    private static Stream<String> held(UpdatePolicyGroup group) {
        return group.newlyHeld() == 0 ? Stream.empty() : Stream.of("Newly held: " + devices(group.newlyHeld()) + ".");
    }

    private static Stream<String> offered(UpdatePolicyGroup group) {
        if (group.newlyOffered() == 0) {
            return Stream.empty();
        }
        return Stream.of(
                        Stream.of("No longer held: " + devices(group.newlyOffered()) + "."),
                        group.offers().changes().stream().map(PolicyWords::of),
                        Stream.of(String.format(
                                Locale.ROOT,
                                "Download: %,d bytes.",
                                group.offers().bytes())),
                        group.willFail().stream()
                                .map(failure -> "Will fail: " + devices(failure.devices()) + ". " + failure.reason()))
                .flatMap(words -> words);
    }

    private static String of(TargetChange change) {
        List<String> software = new ArrayList<>();
        if (change.newOsVersion() != null) {
            software.add("operating system " + (change.osVersion().isEmpty() ? "unknown" : change.osVersion()) + " → "
                    + change.newOsVersion());
        }
        change.images().stream().map(ReplacedImages::words).forEach(software::add);
        return devices(change.devices()) + " of part " + change.part() + ": " + String.join("; ", software) + ".";
    }

    private static String devices(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "device" : "devices");
    }
}
