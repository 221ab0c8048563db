package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Claims pasted device IDs into one group, or without a group. */
final class ClaimIds extends Div {
    private final transient ClaimClient client;
    private final String catalog;
    private final ClaimPanel.ClaimTarget target;
    private final TextArea ids = new TextArea(text("claim.ids"));
    private final Paragraph effect = new Paragraph();
    private final Div problems = new Div();
    private final Button claim = Styled.primary("", this::submit);
    private final Outcome outcome = new Outcome();
    private transient ClaimList list = ClaimList.NONE;

    ClaimIds(ClaimClient client, String catalog, List<ClaimList.Target> targets) {
        this.client = client;
        this.catalog = catalog;
        this.target = new ClaimPanel.ClaimTarget(targets, this::read);
        addClassName("hf-form");
        effect.addClassName("hf-muted");
        effect.getElement().setAttribute("aria-live", "polite");
        claim.setDisableOnClick(true);
        add(target, ids, problems, effect, Styled.div("hf-actions", claim), outcome);
        ids.setHelperText(text("claim.ids.hint", ClaimList.MAX));
        Styled.codes(ids, 5, 12, this::read);
        read();
    }

    /** Replaces the pasted IDs, for example with the chips of an imported endorsement list. */
    void offer(List<DeviceId> devices) {
        ids.setValue(devices.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
        read();
        ids.focus();
        ids.scrollIntoView();
    }

    private void read() {
        list = ClaimList.of(ids.getValue());
        outcome.clear();
        problems.removeAll();
        problems.add(ProblemLines.of(list));
        effect.setText(list.rows().isEmpty() ? "" : effect(list.rows().size(), target.chosen()));
        check();
    }

    private static String effect(int devices, ClaimList.Target group) {
        return group.equals(ClaimList.Target.NONE)
                ? text("claim.effect.no-group", devices)
                : text("claim.effect", devices, GroupWords.of(group.product(), group.group()));
    }

    private void check() {
        int count = list.rows().size();
        claim.setEnabled(count > 0 && list.problems().isEmpty() && target.isChosen());
        claim.setText(text("claim.ids.submit", count));
    }

    private void submit() {
        submit(list, List.of());
    }

    private void submit(ClaimList devices, List<Blob> proofs) {
        try {
            ClaimList.Target into = target.chosen();
            ClaimSummary done = ClaimSummary.of(client, catalog, into, devices, proofs);
            if (done.isComplete()) {
                ids.clear();
                read();
            }
            done.showIn(
                    outcome,
                    Links.devices(
                            catalog, QueryParameters.simple(Map.of("product", into.product(), "group", into.group()))),
                    unproved -> proving(devices, unproved));
        } finally {
            check();
        }
    }

    private Div proving(ClaimList devices, List<DeviceId> unproved) {
        return unproved.size() > ProofPanel.MAX
                ? new Div(new Paragraph(text("claim.proof.too-many", ProofPanel.MAX)))
                : new ProofPanel(client, catalog, unproved, proofs -> submit(devices.only(unproved), proofs));
    }

    /** Proof of possession in three steps: get challenges, let the devices sign them, claim with the evidence. */
    static final class ProofPanel extends Div {
        /** The largest number of devices to prove here. The operator API allows 1,000. */
        static final int MAX = 20;

        private static final Pattern BLANKS = Pattern.compile("\\s+");

        private final TextArea evidence = new TextArea(text("claim.proof.evidence"));
        private final Button claim = new Button(text("claim.proof.submit"));

        ProofPanel(ClaimClient client, String catalog, List<DeviceId> devices, Consumer<List<Blob>> proved) {
            addClassName("hf-form");
            Div challenges = Styled.div("hf-form");
            challenges.getElement().setAttribute("aria-live", "polite");
            Button ask = new Button(text("claim.proof.ask"));
            ask.addClickListener(clicked -> {
                show(challenges, client.challenges(catalog, new ClaimChallengeRequest(devices)));
                ask.setText(text("claim.proof.ask-again"));
                evidence.setEnabled(true);
            });
            evidence.setHelperText(text("claim.proof.evidence.hint"));
            evidence.setEnabled(false);
            Styled.codes(evidence, 3, 8, this::check);
            claim.addThemeVariants(ButtonVariant.PRIMARY);
            claim.setEnabled(false);
            claim.addClickListener(clicked -> proved.accept(read(evidence.getValue())));
            add(
                    new Paragraph(text("claim.proof.text")),
                    new OrderedList(
                            new ListItem(new Span(text("claim.proof.step.challenge") + " "), ask, challenges),
                            new ListItem(
                                    new Span(text("claim.proof.step.sign")),
                                    new Paragraph(text("claim.proof.step.simulated"))),
                            new ListItem(new Span(text("claim.proof.step.paste")), evidence, claim)));
        }

        private static void show(Div into, ClaimChallenges made) {
            into.removeAll();
            into.add(Styled.as(
                    "hf-muted",
                    new Paragraph(new Span(text("claim.proof.valid-until") + " "), TimeText.exact(made.expiresAt()))));
            for (ClaimChallenges.OfDevice one : made.challenges()) {
                String command = "./holdfast sim prove --chip DIR --challenge "
                        + one.nonce().hex();
                into.add(
                        new Div(new Span(
                                text("claim.proof.device", one.deviceId().shortText() + "…"))),
                        Styled.command(command));
            }
        }

        private void check() {
            evidence.setInvalid(false);
            claim.setEnabled(false);
            try {
                claim.setEnabled(!read(evidence.getValue()).isEmpty());
            } catch (IllegalArgumentException notBase64) {
                evidence.setInvalid(true);
                evidence.setErrorMessage(text("claim.proof.malformed"));
            }
        }

        static List<Blob> read(String text) {
            List<Blob> proofs = new ArrayList<>();
            for (String piece : BLANKS.split(text.strip(), -1)) {
                if (!piece.isEmpty()) {
                    proofs.add(Blob.parse(piece));
                }
            }
            return proofs;
        }
    }
}
