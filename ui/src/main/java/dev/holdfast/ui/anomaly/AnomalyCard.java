package dev.holdfast.ui.anomaly;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.contract.operator.anomaly.Dismissal;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.revocation.BlockActions;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.Locale;

/** One anomaly: what happened, what it means, what to do, and buttons to block the device and to dismiss the anomaly. */
public final class AnomalyCard extends Div {
    /** Shows an anomaly, with the device ID if {@code named}. {@code done} runs after a dismissal or after the device was blocked. */
    public AnomalyCard(
            AnomalyClient client,
            RevocationClient revocations,
            ApprovalClient approvals,
            Visit visit,
            AnomalyView anomaly,
            boolean named,
            Runnable done) {
        boolean open = anomaly.dismissedAt() == null;
        addClassName("hf-anomaly");
        getElement().setAttribute("data-tone", (open ? Tone.CONTRAINDICATED : Tone.UNKNOWN).token());
        add(
                head(visit, anomaly, named, open),
                Styled.as("hf-muted", new Paragraph(anomaly.detail())),
                Styled.as("hf-muted", seen(anomaly)));
        if (open) {
            add(
                    new Paragraph(meaning(anomaly.kind())),
                    Styled.as(
                            "hf-remedy",
                            new Paragraph(
                                    new Span(text("anomalies.what-to-do") + " "), new Span(remedy(anomaly.kind())))));
        } else {
            add(new Paragraph(text("anomalies.dismissed-by", anomaly.dismissedBy(), anomaly.dismissedReason())));
        }
        Div actions = Styled.div("hf-actions");
        if (open && visit.mayHere(Permission.MANAGE_CATALOG)) {
            Button block = new Button(
                    text("anomalies.block"),
                    clicked -> new BlockActions(revocations, approvals, visit.catalog(), done)
                            .block(text("block.device", anomaly.device().shortText()), anomaly.device()));
            block.setAriaLabel(text("anomalies.block-device", anomaly.device().shortText()));
            actions.add(block);
        }
        if (open && visit.mayHere(Permission.HANDLE_ALERTS)) {
            actions.add(new Button(
                    text("anomalies.dismiss"),
                    clicked -> dialog(client, visit, anomaly, done).open()));
        }
        if (actions.getComponentCount() > 0) {
            add(actions);
        }
    }

    private static Div head(Visit visit, AnomalyView anomaly, boolean named, boolean open) {
        Div head = Styled.div(
                "hf-approval-head",
                open
                        ? StatusBadge.of(Tone.CONTRAINDICATED, Icon.ANOMALY, text("anomalies.anomaly"))
                        : StatusBadge.of(Tone.UNKNOWN, Icon.CHECK, text("anomalies.dismissed-badge")),
                new Span(word(anomaly.kind())));
        if (named) {
            Anchor device = new Anchor(Links.device(visit.catalog(), anomaly.device()));
            device.add(new Code(anomaly.device().shortText()));
            device.setTitle(anomaly.device().text());
            head.add(device);
        }
        return head;
    }

    private static Paragraph seen(AnomalyView anomaly) {
        Paragraph seen =
                new Paragraph(new Span(text("anomalies.last-seen") + " "), TimeText.relative(anomaly.lastSeen()));
        if (!anomaly.remoteAddress().isEmpty()) {
            seen.add(new Span(" · " + text("anomalies.address") + " "), new Code(anomaly.remoteAddress()));
        }
        if (anomaly.count() > 1) {
            seen.add(
                    new Span(" · " + text("anomalies.times-since", anomaly.count()) + " "),
                    TimeText.relative(anomaly.firstSeen()));
        }
        return seen;
    }

    private static ActionDialog dialog(AnomalyClient client, Visit visit, AnomalyView anomaly, Runnable dismissed) {
        return new ActionDialog(
                text("anomalies.dismiss-title", word(anomaly.kind())),
                text("anomalies.dismiss-effect"),
                text("anomalies.dismiss"),
                reason -> {
                    client.dismiss(visit.catalog(), anomaly.device().text(), anomaly.kind(), new Dismissal(reason));
                    Toast.done(text("anomalies.dismiss-done"));
                    dismissed.run();
                });
    }

    static String meaning(AnomalyKind kind) {
        return text(key(kind) + ".meaning");
    }

    static String remedy(AnomalyKind kind) {
        return text(key(kind) + ".remedy");
    }

    private static String key(AnomalyKind kind) {
        return "anomaly-kind." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
