package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DevicePin;
import dev.holdfast.contract.operator.device.DeviceRollout;
import dev.holdfast.contract.operator.device.DeviceUpdate;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far the update of a device is, why it is not installed, what the device runs, and the deployments to its group. */
final class SoftwarePanel extends Div {
    /**
     * Makes the panels.
     *
     * @param title name of the device in dialogs
     * @param target images that the device should run
     * @param deployments newest deployments to the device's group, newest first
     */
    SoftwarePanel(
            Visit visit,
            DeviceView device,
            String title,
            List<ImageView> target,
            List<DeploymentView> deployments,
            UpdateActions actions) {
        addClassName("hf-columns");
        DeviceRollout rollout = device.update().rollout();
        Panel update = new Panel(
                text("device.software.update"),
                new Facts()
                        .with(
                                text("device.software.state"),
                                StatusBadge.ofUpdate(device),
                                new UpdateHint(visit, device))
                        .with(
                                text("device.software.since"),
                                TimeText.full(device.update().at(), "–"))
                        .with(text("device.software.target"), target(target))
                        .with(text("device.software.rollout"), rollout(visit.catalog(), rollout))
                        .with(text("device.software.pin"), pin(device.update().pin()))
                        .with(
                                text("device.software.manifest"),
                                new Span(manifest(device.update())),
                                new Div(Styled.muted(text("device.software.manifest.hint")))));
        if (actions.isAllowed()) {
            update.beside(
                    new Button(text("device.software.check-button"), clicked -> actions.checkNow(device.id())),
                    device.update().pin() == null
                            ? new Button(text("device.software.pin-button"), clicked -> actions.pin(device.id(), title))
                            : new Button(
                                    text("device.software.unpin-button"),
                                    clicked -> actions.unpin(device.id(), title)));
            if (rollout != null && rollout.active()) {
                update.beside(
                        rollout.exempt()
                                ? new Button(
                                        text("device.software.include-button"),
                                        clicked -> actions.include(rollout.id(), device.id(), title))
                                : new Button(
                                        text("device.software.exempt-button"),
                                        clicked -> actions.exempt(rollout.id(), device.id(), title)));
            }
        }
        add(
                update,
                new Panel(
                        text("device.software.runs"),
                        new Facts()
                                .with(text("device.summary.os"), device.osVersion())
                                .with(text("device.summary.available-os"), device.lastAvailableOsVersion())
                                .with(text("device.summary.applications"), SummaryPanel.applications(device))));
        if (!NoGroup.isNamed(device.group())) {
            add(new Panel(text("device.software.deployments"), history(visit, deployments))
                    .beside(new Anchor(
                            Links.group(visit.catalog(), device.product(), device.group()),
                            text("device.software.show-group"))));
        }
    }

    private static Component history(Visit visit, List<DeploymentView> deployments) {
        if (deployments.isEmpty()) {
            return Styled.explanation(text("deploy.nothing-deployed"));
        }
        RowTable table = new RowTable(
                text("device.software.deployments"),
                text("deployments.column.images"),
                text("deployment.manifest-version"),
                text("deployments.column.started"));
        deployments.forEach(deployment -> table.row(
                images(visit, deployment),
                RowTable.words(Long.toString(deployment.manifestVersion())),
                Styled.twoLines(
                        TimeText.relative(deployment.createdAt()), text("deployment.by", deployment.createdBy()))));
        return table;
    }

    /** Names the images of a deployment, with a link to its page if the person may open the page. */
    private static Component images(Visit visit, DeploymentView deployment) {
        String names = target(deployment.images());
        return visit.may(Permission.READ)
                ? new Anchor(Links.deployment(visit.catalog(), deployment.id()), names)
                : new Span(names);
    }

    private static String target(List<ImageView> images) {
        return images.isEmpty()
                ? text("devices.none")
                : images.stream()
                        .map(image -> text("deploy.image", image.name(), Long.toString(image.securityVersion())))
                        .collect(Collectors.joining(", "));
    }

    private static Component[] rollout(String catalog, @Nullable DeviceRollout rollout) {
        if (rollout == null) {
            return new Component[] {new Span(text("devices.none"))};
        }
        return new Component[] {
            new Anchor(Links.rollout(catalog, rollout.id()), text("device.software.show-rollout")),
            new Div(new Span(phase(rollout)))
        };
    }

    private static String phase(DeviceRollout rollout) {
        Integer phase = rollout.phase();
        if (rollout.exempt()) {
            return text("device.software.exempt");
        }
        return phase == null ? text("device.software.not-open") : text("device.software.in-phase", phase);
    }

    private static Component[] pin(@Nullable DevicePin pin) {
        return pin == null
                ? new Component[] {new Span(text("device.software.not-pinned"))}
                : new Component[] {
                    TimeText.full(pin.at()), new Div(new Span(text("device.software.pinned", pin.by(), pin.reason())))
                };
    }

    /** Compares the installed manifest set with the target of the group. Version 0 stands for none. */
    private static String manifest(DeviceUpdate update) {
        String installed = Long.toString(update.installed());
        String target = Long.toString(update.target());
        if (update.target() == 0) {
            return text("device.software.manifest.no-target");
        }
        if (update.installed() == 0) {
            return text("device.software.manifest.none", target);
        }
        return update.installed() == update.target()
                ? text("device.software.manifest.same", installed)
                : text("device.software.manifest.other", installed, target);
    }
}
