package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a deployment would do. */
final class ImpactWords {
    private ImpactWords() {}

    /** Says what is deployed to a group. */
    static String now(List<ImageView> deployed) {
        return deployed.isEmpty()
                ? text("deploy.nothing-deployed")
                : text(
                        "deploy.deployed",
                        deployed.stream().map(ImpactWords::name).collect(Collectors.joining(", ")));
    }

    /** Says which images change, how many devices install them, and which devices do not install them soon. */
    static String of(UpdateImpact impact) {
        if (impact.changes().isEmpty()) {
            return text("deploy.already-deployed");
        }
        List<String> sentences = new ArrayList<>();
        impact.changes().forEach(change -> sentences.add(of(change)));
        if (impact.devices() == 0) {
            sentences.add(text("deploy.no-devices"));
            return String.join(" ", sentences);
        }
        sentences.add(text(
                "deploy.installing",
                impact.devices() - impact.blocked() - impact.offline() - impact.held(),
                Amount.bytes(impact.bytes())));
        if (impact.offline() > 0) {
            sentences.add(text("deploy.offline", impact.offline()));
        }
        if (impact.held() > 0) {
            sentences.add(text("deploy.held", impact.held()));
        }
        if (impact.blocked() > 0) {
            sentences.add(text("deploy.blocked", impact.blocked()));
        }
        return String.join(" ", sentences);
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

    static String name(ImageView image) {
        return text("deploy.image", image.name(), Long.toString(image.securityVersion()));
    }
}
