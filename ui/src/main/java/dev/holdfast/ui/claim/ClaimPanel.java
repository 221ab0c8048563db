package dev.holdfast.ui.claim;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.ProblemText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Claims devices, by IDs for one group or by a CSV file for many. What is refused stays in sight, with its line. */
final class ClaimPanel extends Div {
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final transient ClaimClient client;
    private final transient ChallengeClient challenges;
    private final String catalog;
    private final transient List<ClaimList.Target> targets;
    private final RadioButtonGroup<Source> source = new RadioButtonGroup<>("Devices come from");
    private final Select<String> product = new Select<>();
    private final Select<String> group = new Select<>();
    private final TextArea ids = new TextArea("Device IDs");
    private final Div byIds = new Div();
    private final Div byFile = new Div();
    private final Paragraph effect = new Paragraph();
    private final Div problems = new Div();
    private final Button claim = new Button("Claim devices");
    private final Outcome outcome = new Outcome();
    private transient ClaimList list = ClaimList.NONE;
    private @Nullable String file;

    /** Where device IDs come from. */
    private enum Source {
        IDS("Pasted device IDs"),
        FILE("A CSV file");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }

    /** Offers {@code targets}, at least one. */
    ClaimPanel(ClaimClient client, ChallengeClient challenges, String catalog, List<ClaimList.Target> targets) {
        this.client = client;
        this.challenges = challenges;
        this.catalog = catalog;
        this.targets = targets;
        addClassName("hf-form");
        source.setItems(Source.values());
        source.setItemLabelGenerator(item -> item.word);
        source.addValueChangeListener(change -> switchTo(change.getValue()));
        makeIds();
        makeFile();
        effect.addClassName("hf-muted");
        effect.getElement().setAttribute("aria-live", "polite");
        claim.addThemeVariants(ButtonVariant.PRIMARY);
        claim.setDisableOnClick(true);
        claim.addClickListener(clicked -> submit());
        Div act = new Div(claim);
        act.addClassName("hf-actions");
        add(
                new Paragraph(
                        "The devices belong to this catalog until an owner lets them go. Devices that it has already move"
                                + " to the group."),
                source,
                byIds,
                byFile,
                problems,
                effect,
                act,
                outcome);
        source.setValue(Source.IDS);
    }

    /** Fills in device IDs, ready to be claimed. */
    void offer(List<DeviceId> devices) {
        source.setValue(Source.IDS);
        ids.setValue(devices.stream().map(DeviceId::text).collect(Collectors.joining("\n")));
        readIds();
        ids.focus();
        ids.scrollIntoView();
    }

    /** Reads a CSV file. */
    void read(String name, String text) {
        file = name;
        take(ClaimList.ofCsv(text).among(targets));
    }

    private void makeIds() {
        product.setLabel("Product");
        group.setLabel("Device group");
        product.setItems(
                targets.stream().map(ClaimList.Target::product).distinct().toList());
        product.addValueChangeListener(change -> {
            group.setItems(targets.stream()
                    .filter(target -> target.product().equals(change.getValue()))
                    .map(ClaimList.Target::group)
                    .toList());
            group.setValue(group.getListDataView().getItem(0));
        });
        group.addValueChangeListener(change -> readIds());
        ids.setHelperText("128 hexadecimal digits each, separated by lines, blanks or commas; at most 20,000");
        ids.setMinRows(5);
        ids.setMaxRows(12);
        ids.setWidthFull();
        ids.addClassName("hf-mono");
        ids.setValueChangeMode(ValueChangeMode.LAZY);
        ids.addValueChangeListener(change -> readIds());
        product.setValue(targets.getFirst().product());
        Div where = new Div(product, group);
        where.addClassName("hf-form-row");
        byIds.add(where, ids);
    }

    private void makeFile() {
        Upload upload = new Upload();
        upload.setUploadButton(new Button("Choose CSV file"));
        upload.setDropLabel(new Span("or drop it here"));
        upload.setMaxFileSize(MOST_BYTES);
        upload.setUploadHandler(UploadHandler.inMemory(
                (chosen, content) -> read(chosen.fileName(), new String(content, StandardCharsets.UTF_8))));
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        upload.addFileRejectedListener(rejected -> outcome.say(
                Tone.CONTRAINDICATED, "This file was not read: it may have at most " + Amount.bytes(MOST_BYTES) + "."));
        Span hint = new Span(
                "The first line is " + ClaimList.HEADER + "; each further line is one device, at most 20,000.");
        hint.addClassName("hf-muted");
        byFile.add(upload, hint);
        byFile.addClassName("hf-upload");
    }

    private void switchTo(Source wanted) {
        byIds.setVisible(wanted == Source.IDS);
        byFile.setVisible(wanted == Source.FILE);
        outcome.clear();
        if (wanted == Source.IDS) {
            readIds();
        } else {
            file = null;
            take(ClaimList.NONE);
        }
    }

    private void readIds() {
        String chosen = group.getValue();
        if (chosen != null) {
            file = null;
            take(ClaimList.ofIds(ids.getValue(), new ClaimList.Target(product.getValue(), chosen)));
        }
    }

    private void take(ClaimList given) {
        list = given;
        outcome.clear();
        problems.removeAll();
        if (!list.problems().isEmpty()) {
            problems.add(new ProblemLines(
                    Amount.of(list.problems().size(), "line") + " to correct before anything is claimed",
                    list.problems()));
        }
        effect.setText(effect(list, file));
        check();
    }

    private void check() {
        int count = list.rows().size();
        claim.setEnabled(count > 0 && list.problems().isEmpty());
        claim.setText(count == 0 ? "Claim devices" : "Claim " + Amount.of(count, "device"));
    }

    /** Says what a claim would do, such as {@code devices.csv: 3 devices to Toaster / Production}. */
    static String effect(ClaimList list, @Nullable String file) {
        if (list.rows().isEmpty()) {
            return "";
        }
        return (file == null ? "" : file + ": ")
                + list.byTarget().entrySet().stream()
                        .map(part -> Amount.of(part.getValue().size(), "device") + " to " + part.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void submit() {
        submit(list, List.of());
    }

    private void submit(ClaimList wanted, List<Blob> proofs) {
        try {
            ClaimOutcome done = ClaimOutcome.of(client, catalog, wanted, proofs);
            if (done.complete()) {
                ids.clear();
                file = null;
                take(ClaimList.NONE);
            }
            show(done, wanted);
        } finally {
            check();
        }
    }

    private void show(ClaimOutcome done, ClaimList wanted) {
        Div rest = new Div();
        if (done.stopped() != null) {
            rest.add(new ProblemText(done.stopped()));
        }
        if (!done.refused().isEmpty()) {
            rest.add(new ProblemLines(Amount.of(done.refused().size(), "device") + " refused", done.refused()));
        }
        if (!done.unproved().isEmpty()) {
            rest.add(
                    done.unproved().size() > ProofPanel.MOST
                            ? new Paragraph(
                                    "Proofs of so many devices are work for a script: see claim-challenge in the"
                                            + " operator API, or ask the maker for a list that names this catalog.")
                            : new ProofPanel(
                                    challenges,
                                    catalog,
                                    done.unproved(),
                                    proofs -> submit(wanted.only(done.unproved()), proofs)));
        }
        if (done.claimed() + done.moved() > 0) {
            rest.add(new Anchor(Links.devices(catalog, shown(wanted)), "Show the devices"));
        }
        outcome.say(done.complete() ? Tone.AFFIRMING : Tone.CONTRAINDICATED, done.sentence(), rest);
    }

    private static QueryParameters shown(ClaimList wanted) {
        List<ClaimList.Target> groups = List.copyOf(wanted.byTarget().keySet());
        return groups.size() == 1
                ? QueryParameters.simple(Map.of(
                        "product",
                        groups.getFirst().product(),
                        "group",
                        groups.getFirst().group()))
                : QueryParameters.empty();
    }
}
