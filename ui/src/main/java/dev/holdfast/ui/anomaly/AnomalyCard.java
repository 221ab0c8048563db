package dev.holdfast.ui.anomaly;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.anomaly.Dismissal;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.revocation.BlockActs;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.Locale;

/** One anomaly: what happened, what it may mean, what to do, and the way to say that there is nothing to it. */
public final class AnomalyCard extends Div {
    /**
     * Shows it; {@code named} says whether the device is named, which its own page need not. {@code done} is called when it was
     * dismissed or its device blocked.
     */
    public AnomalyCard(
            AnomalyClient client,
            RevocationClient revocations,
            ApprovalClient approvals,
            Visit visit,
            AnomalyView anomaly,
            boolean named,
            Runnable done) {
        boolean open = anomaly.dismissedAt() == null;
        AnomalyWords words = AnomalyWords.of(anomaly.kind());
        addClassName("hf-anomaly");
        getElement().setAttribute("data-tone", (open ? Tone.CONTRAINDICATED : Tone.UNKNOWN).token());
        add(head(visit, anomaly, words, named, open), seen(anomaly));
        if (open) {
            add(
                    new Paragraph(words.meaning()),
                    Styled.as("hf-remedy", new Paragraph(new Span("What to do: "), new Span(words.remedy()))));
        } else {
            add(new Paragraph(anomaly.dismissedBy() + " dismissed it: “" + anomaly.dismissedReason() + "”"));
        }
        Div acts = Styled.div("hf-actions");
        if (open && visit.mayHere(Permission.MANAGE_CATALOG)) {
            Button block = new Button(
                    "Block…",
                    clicked -> new BlockActs(revocations, approvals, visit.catalog(), done)
                            .block("device " + anomaly.device().shortText(), anomaly.device()));
            block.setAriaLabel("Block device " + anomaly.device().shortText());
            acts.add(block);
        }
        if (open && visit.mayHere(Permission.HANDLE_ANOMALIES)) {
            acts.add(new Button(
                    "Dismiss",
                    clicked -> dialog(client, visit, anomaly, words, done).open()));
        }
        if (acts.getComponentCount() > 0) {
            add(acts);
        }
    }

    private static Div head(Visit visit, AnomalyView anomaly, AnomalyWords words, boolean named, boolean open) {
        Div head = Styled.div(
                "hf-approval-head",
                open
                        ? StatusBadge.of(Tone.CONTRAINDICATED, Icon.ANOMALY, "Anomaly")
                        : StatusBadge.of(Tone.UNKNOWN, Icon.CHECK, "Dismissed"),
                new Span(words.title()));
        if (named) {
            Anchor device = new Anchor(Links.device(visit.catalog(), anomaly.device()));
            device.add(new Code(anomaly.device().shortText()));
            device.setTitle(anomaly.device().text());
            head.add(device);
        }
        return head;
    }

    private static Paragraph seen(AnomalyView anomaly) {
        Paragraph seen = new Paragraph(anomaly.detail() + " ");
        seen.add(new Span("Last seen "), TimeText.relative(anomaly.lastSeen()));
        if (!anomaly.remoteAddress().isEmpty()) {
            seen.add(new Span(" from "), new Code(anomaly.remoteAddress()));
        }
        if (anomaly.count() > 1) {
            seen.add(
                    new Span(String.format(Locale.ROOT, ", %,d times since ", anomaly.count())),
                    TimeText.relative(anomaly.firstSeen()));
        }
        seen.addClassName("hf-muted");
        return seen;
    }

    private static ActionDialog dialog(
            AnomalyClient client, Visit visit, AnomalyView anomaly, AnomalyWords words, Runnable dismissed) {
        return new ActionDialog(
                "Dismiss: " + words.title(),
                "Says that there is nothing to it. It opens again by itself when it happens again.",
                "Dismiss",
                reason -> {
                    client.dismiss(visit.catalog(), anomaly.device().text(), anomaly.kind(), new Dismissal(reason));
                    Toast.done("Dismissed");
                    dismissed.run();
                });
    }

    /**
     * What an anomaly is, what it may mean, and what to do about it, for somebody who is not a cryptographer and was asleep.
     *
     * @param title what happened, a few words
     * @param meaning what that may mean, and what it may mean harmlessly
     * @param remedy what to do
     */
    public record AnomalyWords(String title, String meaning, String remedy) {
        public static AnomalyWords of(AnomalyKind kind) {
            return switch (kind) {
                case COUNTER_WENT_BACK ->
                    new AnomalyWords(
                            "A counter went back",
                            "A chip only ever counts up. Either two chips answer for one identity, or the chip's state was"
                                    + " copied and put back.",
                            "Find out whether this device was repaired or its flash was restored. If nobody did that, treat it as"
                                    + " cloned: block it, and have the device looked at.");
                case BOOT_FORKED ->
                    new AnomalyWords(
                            "One boot, two operating systems",
                            "Within one boot the operating system cannot change. Two chips are counting on their own under one"
                                    + " identity.",
                            "Treat it as cloned. Find both devices by the addresses that they connected from, and take the one"
                                    + " that is not yours off the network. Blocking shuts both out until then.");
                case TWO_PLACES ->
                    new AnomalyWords(
                            "In two places at once",
                            "Within minutes it attested from one network, from another, and from the first again, in boots that"
                                    + " do not follow each other. One device that changes networks does not do that: two chips take"
                                    + " turns under one identity.",
                            "Treat the device as cloned: compare the addresses on its attestations, and take the one that is not"
                                    + " yours off the network. Blocking shuts both out until then.");
                case NONCE_REUSED ->
                    new AnomalyWords(
                            "A challenge was answered twice",
                            "Every challenge may be answered once. Somebody kept one, or shared it with another device. It was"
                                    + " refused.",
                            "Once can be a device that lost power in the middle. Again and again is somebody trying: look at the"
                                    + " addresses, and at who can reach the device.");
                case NONCE_FOREIGN ->
                    new AnomalyWords(
                            "A challenge that was never made for it",
                            "It answered a challenge of another device or another catalog. A device of ours cannot do that by"
                                    + " accident. It was refused.",
                            "Look at who can reach the device, and whether its software was changed. Block it until you"
                                    + " know.");
                case EVIDENCE_TOO_OLD ->
                    new AnomalyWords(
                            "Old evidence was played back",
                            "The evidence answers a challenge that ended long ago: a recording. It was refused, and proves nothing"
                                    + " about the device now.",
                            "A very slow connection can do this once. If it repeats, somebody records this device's traffic: look"
                                    + " at the networks between.");
                case EVIDENCE_OF_ANOTHER ->
                    new AnomalyWords(
                            "It brought evidence of another device",
                            "The connection belongs to this device, the evidence to another one: somebody holds keys or recordings"
                                    + " of both. It was refused.",
                            "Look at both devices. If they stand side by side and share a relay, mend the relay; if not, block"
                                    + " this one.");
            };
        }
    }
}
