package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewClaimJob;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileChoice;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.text.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Claims devices from pasted IDs into one group, from a CSV file into many groups, or from a large file by a job. */
final class ClaimPanel extends Div {
    private final RadioButtonGroup<ClaimSource> source = new RadioButtonGroup<>(text("claim.source"));
    private final ClaimIds ids;
    private final ClaimFile file;
    private final ClaimByJob job;

    private enum ClaimSource {
        IDS,
        FILE,
        JOB
    }

    ClaimPanel(ClaimClient client, DeviceJobClient jobs, String catalog, List<ClaimList.Target> targets) {
        job = new ClaimByJob(jobs, catalog, targets);
        ids = new ClaimIds(client, catalog, targets);
        file = new ClaimFile(client, catalog, this::offer);
        addClassName("hf-form");
        source.setItems(ClaimSource.values());
        source.setItemLabelGenerator(Texts::word);
        source.addValueChangeListener(change -> switchTo(change.getValue()));
        add(new Paragraph(text("claim.text")), source, ids, file, job);
        source.setValue(ClaimSource.IDS);
    }

    void offer(List<DeviceId> devices) {
        source.setValue(ClaimSource.IDS);
        ids.offer(devices);
    }

    private void switchTo(ClaimSource selected) {
        ids.setVisible(selected == ClaimSource.IDS);
        file.setVisible(selected == ClaimSource.FILE);
        job.setVisible(selected == ClaimSource.JOB);
        if (selected != ClaimSource.FILE) {
            file.forget();
        }
    }

    /** Claims the devices of a large file into one group by a background job, and opens the page of the job. */
    static final class ClaimByJob extends Div {
        /** The largest file, in bytes. The largest job fits: 100,000 lines with 128 digits each. */
        private static final int MAX_BYTES = 16 * 1024 * 1024;

        private final transient DeviceJobClient client;
        private final String catalog;
        private final ClaimTarget target;
        private final Paragraph chosen = new Paragraph();
        private final Div problems = new Div();
        private final Button start = Styled.primary(text("claim.job.start"), this::start);
        private final Outcome outcome = new Outcome();
        private transient ClaimList list = ClaimList.NONE;

        ClaimByJob(DeviceJobClient client, String catalog, List<ClaimList.Target> targets) {
            this.client = client;
            this.catalog = catalog;
            this.target = new ClaimTarget(targets, this::check);
            FileChoice upload = new FileChoice(
                    text("claim.job.choose"),
                    MAX_BYTES,
                    this::take,
                    () -> outcome.say(Tone.CONTRAINDICATED, text("claim.file.too-large", Amount.bytes(MAX_BYTES))));
            Span hint = Styled.muted(text("claim.job.hint", DeviceSelection.MAX_DEVICES));
            Div choice = Styled.div("hf-upload", upload, hint);
            chosen.getElement().setAttribute("aria-live", "polite");
            start.setDisableOnClick(true);
            addClassName("hf-form");
            add(target, choice, problems, chosen, Styled.div("hf-actions", start), outcome);
            check();
        }

        void take(String name, byte[] content) {
            list = ClaimList.of(new String(content, StandardCharsets.UTF_8), DeviceSelection.MAX_DEVICES);
            outcome.clear();
            problems.removeAll();
            problems.add(ProblemLines.of(list));
            int devices = list.rows().size();
            chosen.setText(
                    devices > DeviceSelection.MAX_DEVICES
                            ? text("claim.job.over", name, DeviceSelection.MAX_DEVICES)
                            : text("claim.job.chosen", name, devices));
            check();
        }

        private void check() {
            start.setEnabled(!list.rows().isEmpty() && list.problems().isEmpty() && target.isChosen());
        }

        private void start() {
            try {
                ClaimList.Target into = target.chosen();
                DeviceJobView job =
                        client.claim(catalog, new NewClaimJob(list.devices(), into.product(), into.group()));
                Toast.done(text("claim.job.started", job.summary()));
                Links.go(this, Links.job(catalog, job.id()));
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        }
    }

    /** Fields for the product and the device group of claimed devices, or for no group. */
    static final class ClaimTarget extends Div {
        private final Select<String> product = new Select<>();
        private final Select<String> group = new Select<>();

        /** Selects the first of {@code targets}, which must not be empty. {@code changed} runs after each selection. */
        ClaimTarget(List<ClaimList.Target> targets, Runnable changed) {
            addClassName("hf-form-row");
            product.setLabel(text("claim.product"));
            group.setLabel(text("claim.group"));
            product.setItems(
                    targets.stream().map(ClaimList.Target::product).distinct().toList());
            product.setItemLabelGenerator(name -> NoGroup.isNamed(name) ? text("claim.no-group") : name);
            product.addValueChangeListener(change -> {
                boolean none = NoGroup.isNamed(change.getValue());
                group.setVisible(!none);
                product.setHelperText(none ? text("claim.no-group.hint") : "");
                group.setItems(targets.stream()
                        .filter(target -> target.product().equals(change.getValue()))
                        .map(ClaimList.Target::group)
                        .toList());
                group.setValue(group.getListDataView().getItem(0));
            });
            product.setValue(targets.getFirst().product());
            group.addValueChangeListener(change -> changed.run());
            add(product, group);
        }

        /** Returns whether a group is selected. No group is selected while the product changes. */
        boolean isChosen() {
            return group.getValue() != null;
        }

        ClaimList.Target chosen() {
            return new ClaimList.Target(product.getValue(), group.getValue());
        }
    }

    /** Claims the devices of a CSV file into its groups. The operator API parses the file, so scripts get the same errors. */
    static final class ClaimFile extends Div {
        private static final byte[] NONE = new byte[0];

        private final transient ClaimClient client;
        private final transient Consumer<List<DeviceId>> pasting;
        private final String catalog;
        private final Paragraph chosen = new Paragraph();
        private final Button claim = Styled.primary(text("claim.file.submit"), this::submit);
        private final Outcome outcome = new Outcome();
        private byte[] csv = NONE;

        /**
         * {@code pasting} receives refused devices that need a proof. It puts them into the field for pasted IDs, which offers to prove
         * them.
         */
        ClaimFile(ClaimClient client, String catalog, Consumer<List<DeviceId>> pasting) {
            this.client = client;
            this.catalog = catalog;
            this.pasting = pasting;
            FileChoice upload = new FileChoice(
                    text("claim.file.choose"),
                    ClaimClient.MAX_BYTES,
                    this::take,
                    () -> outcome.say(
                            Tone.CONTRAINDICATED, text("claim.file.too-large", Amount.bytes(ClaimClient.MAX_BYTES))));
            Span hint = Styled.muted(text("claim.file.hint", ClaimClient.HEADER));
            Div choice = Styled.div("hf-upload", upload, hint);
            chosen.getElement().setAttribute("aria-live", "polite");
            claim.setDisableOnClick(true);
            claim.setVisible(false);
            addClassName("hf-form");
            add(choice, chosen, Styled.working(claim, text("claim.file.running")), outcome);
        }

        void take(String name, byte[] content) {
            csv = content;
            outcome.clear();
            chosen.setText(text("claim.file.chosen", name, lines(content), Amount.bytes(content.length)));
            claim.setVisible(true);
        }

        void forget() {
            csv = NONE;
            chosen.setText("");
            claim.setVisible(false);
        }

        /** Returns the number of lines, including the header and a last line without a line end. */
        static long lines(byte[] content) {
            long ends = 0;
            for (byte one : content) {
                ends += one == '\n' ? 1 : 0;
            }
            return content.length == 0 || content[content.length - 1] == '\n' ? ends : ends + 1;
        }

        private void submit() {
            try {
                ClaimSummary done = ClaimSummary.of(client, catalog, csv);
                if (done.stopped() == null) {
                    forget();
                }
                done.showIn(outcome, Links.devices(catalog), this::proving);
            } finally {
                claim.setEnabled(true);
            }
        }

        private Div proving(List<DeviceId> unproved) {
            Div proving = new Div(new Paragraph(text("claim.file.unproved", unproved.size())));
            if (unproved.size() <= ClaimIds.ProofPanel.MAX) {
                proving.add(new Button(text("claim.file.prove"), clicked -> pasting.accept(unproved)));
            }
            return proving;
        }
    }
}
