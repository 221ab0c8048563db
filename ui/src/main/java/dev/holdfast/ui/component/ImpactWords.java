package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.TargetChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a deployment or a rollout would do. */
public final class ImpactWords {
    private static final int MAX_VERSIONS = 8;

    private ImpactWords() {}

    /** Says what is deployed to a group. */
    public static String now(List<ImageView> deployed) {
        return deployed.isEmpty()
                ? text("deploy.nothing-deployed")
                : text(
                        "deploy.deployed",
                        deployed.stream().map(ImpactWords::name).collect(Collectors.joining(", ")));
    }

    /** Says which images change, how many devices install them, and which devices do not install them soon. */
    public static String of(UpdateImpact impact) {
        if (impact.changes().isEmpty()) {
            return text("deploy.already-deployed");
        }
        List<String> sentences = new ArrayList<>(changes(impact));
        if (impact.devices() == 0) {
            sentences.add(text("deploy.no-devices"));
            return String.join(" ", sentences);
        }
        sentences.add(text(
                impact.heldByPolicy() == 0 ? "deploy.installing" : "deploy.installing-at-most",
                impact.devices() - impact.blocked() - impact.offline() - impact.held(),
                Amount.bytes(impact.bytes())));
        sentences.addAll(late(impact));
        return String.join(" ", sentences);
    }

    /** Says which images change, in one sentence each. */
    public static List<String> changes(UpdateImpact impact) {
        return impact.changes().stream().map(ImpactWords::of).toList();
    }

    /** Says which devices would get another operating system, in one sentence for each part and version, the most devices first. */
    public static List<String> versions(List<TargetChange> changes) {
        return software(
                changes.stream().filter(change -> change.newOsVersion() != null).toList());
    }

    /** Says which devices would get other software, in one sentence for each part and software, the most devices first. */
    public static List<String> software(List<TargetChange> changes) {
        List<String> sentences = new ArrayList<>(
                changes.stream().limit(MAX_VERSIONS).map(ImpactWords::of).toList());
        long more = changes.stream()
                .skip(MAX_VERSIONS)
                .mapToLong(TargetChange::devices)
                .sum();
        if (more > 0) {
            sentences.add(text("deploy.version-more", more));
        }
        return sentences;
    }

    /** Says which software devices with the same part and software have now, and would get. */
    static String software(TargetChange change) {
        List<String> parts = new ArrayList<>();
        if (change.newOsVersion() != null) {
            String before = change.osVersion().isEmpty() ? text("deploy.version-none") : change.osVersion();
            parts.add(text("deploy.version-os", before, change.newOsVersion()));
        }
        change.images().forEach(image -> parts.add(of(image)));
        return String.join(" ", parts);
    }

    private static String of(TargetChange change) {
        return text("deploy.version", change.devices(), change.part(), software(change));
    }

    /** Says which devices do not install the images soon, in one sentence for each reason. */
    public static List<String> late(UpdateImpact impact) {
        List<String> sentences = new ArrayList<>();
        if (impact.offline() > 0) {
            sentences.add(text("deploy.offline", impact.offline()));
        }
        if (impact.held() > 0) {
            sentences.add(text("deploy.held", impact.held()));
        }
        if (impact.heldByPolicy() > 0) {
            sentences.add(text("rollout-effect.held-by-policy", impact.heldByPolicy()));
        }
        if (impact.blocked() > 0) {
            sentences.add(text("deploy.blocked", impact.blocked()));
        }
        return sentences;
    }

    /** Says how soon devices make contact. {@code minutes} is null if none did in the last week. */
    public static String contact(@Nullable Long minutes) {
        return minutes == null
                ? text("target-effect.no-contact")
                : text("rollout-effect.contact", TimeText.length(Duration.ofMinutes(minutes)));
    }

    private static String of(ImageChange change) {
        ImageView before = change.before();
        ImageView after = change.after();
        if (before != null && after != null) {
            return text("deploy.change", name(before), name(after));
        }
        return after != null
                ? text("deploy.new", name(after))
                : text("deploy.dropped", before == null ? "" : name(before));
    }

    /** Returns the name of an image with its security version. */
    public static String name(ImageView image) {
        return text("deploy.image", image.name(), Long.toString(image.securityVersion()));
    }
}
