package dev.holdfast.ui.claim;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Claims devices, by IDs for one group, by a CSV file for many, or very many by a job. What is refused stays in sight, with its line. */
final class ClaimPanel extends Div {
    private final RadioButtonGroup<Source> source = new RadioButtonGroup<>("Devices come from");
    private final ClaimIds ids;
    private final ClaimFile file;
    private final ClaimByJob job;

    private enum Source {
        IDS("Pasted device IDs"),
        FILE("A CSV file"),
        JOB("A large file, by a job");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }

    ClaimPanel(ClaimClient client, DeviceJobClient jobs, String catalog, List<ClaimList.Target> targets) {
        job = new ClaimByJob(jobs, catalog, targets);
        ids = new ClaimIds(client, catalog, targets);
        file = new ClaimFile(client, catalog, this::offer);
        addClassName("hf-form");
        source.setItems(Source.values());
        source.setItemLabelGenerator(item -> item.word);
        source.addValueChangeListener(change -> switchTo(change.getValue()));
        add(
                new Paragraph(
                        "The devices belong to this catalog until an owner lets them go. Devices that it has already move"
                                + " there."),
                source,
                ids,
                file,
                job);
        source.setValue(Source.IDS);
    }

    void offer(List<DeviceId> devices) {
        source.setValue(Source.IDS);
        ids.offer(devices);
    }

    private void switchTo(Source wanted) {
        ids.setVisible(wanted == Source.IDS);
        file.setVisible(wanted == Source.FILE);
        job.setVisible(wanted == Source.JOB);
        if (wanted != Source.FILE) {
            file.forget();
        }
    }

    /**
     * Claims the devices of a large file into one group by a job, which goes on without anybody who waits. Its page says how far it is and which devices it
     * left, and stops it.
     */
    static final class ClaimByJob extends Div {
        /** A line of 128 digits each, and some more. */
        private static final int MOST_BYTES = 16 * 1024 * 1024;

        private final transient DeviceJobClient client;
        private final String catalog;
        private final ClaimTarget target;
        private final Paragraph chosen = new Paragraph();
        private final Div problems = new Div();
        private final Button begin = Styled.primary("Begin the job", this::begin);
        private final Outcome outcome = new Outcome();
        private transient ClaimList list = ClaimList.NONE;

        ClaimByJob(DeviceJobClient client, String catalog, List<ClaimList.Target> targets) {
            this.client = client;
            this.catalog = catalog;
            this.target = new ClaimTarget(targets, this::check);
            FileChoice upload = new FileChoice(
                    "Choose file of device IDs",
                    MOST_BYTES,
                    this::take,
                    () -> outcome.say(
                            Tone.CONTRAINDICATED,
                            "This file was not read: it may have at most " + Amount.bytes(MOST_BYTES) + "."));
            Span hint = Styled.muted(String.format(
                    Locale.ROOT,
                    "128 hexadecimal digits each, separated by lines, blanks or commas; at most %,d. Manufacturers' lists must give them to"
                            + " this catalog: a job takes no proofs.",
                    DeviceSelection.MOST));
            Div choice = Styled.div("hf-upload", upload, hint);
            chosen.getElement().setAttribute("aria-live", "polite");
            begin.setDisableOnClick(true);
            addClassName("hf-form");
            add(target, choice, problems, chosen, Styled.div("hf-actions", begin), outcome);
            check();
        }

        void take(String name, byte[] content) {
            list = ClaimList.of(new String(content, StandardCharsets.UTF_8), DeviceSelection.MOST);
            outcome.clear();
            problems.removeAll();
            problems.add(ProblemLines.of(list));
            int devices = list.rows().size();
            chosen.setText(name + ": "
                    + (devices > DeviceSelection.MOST
                            ? "more than " + Amount.of(DeviceSelection.MOST, "device")
                            : Amount.of(devices, "device")));
            check();
        }

        private void check() {
            begin.setEnabled(!list.rows().isEmpty() && list.problems().isEmpty() && target.isChosen());
        }

        private void begin() {
            try {
                ClaimList.Target into = target.chosen();
                DeviceJobView job =
                        client.claim(catalog, new NewClaimJob(list.devices(), into.product(), into.group()));
                Toast.done(job.summary() + ": begun");
                Links.go(this, Links.job(catalog, job.id()));
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        }
    }

    /** Which group devices are claimed into: a product, then one of its groups; or none yet. */
    static final class ClaimTarget extends Div {
        private static final String WITHOUT =
                "They are offered the operating system in Retail, and no application until they are moved into a group";

        private final Select<String> product = new Select<>();
        private final Select<String> group = new Select<>();

        /** Offers {@code targets}, at least one, and chooses the first; {@code changed} is called when another one is chosen. */
        ClaimTarget(List<ClaimList.Target> targets, Runnable changed) {
            addClassName("hf-form-row");
            product.setLabel("Product");
            group.setLabel("Device group");
            product.setItems(
                    targets.stream().map(ClaimList.Target::product).distinct().toList());
            product.setItemLabelGenerator(name -> NoGroup.isNamed(name) ? "No group yet" : name);
            product.addValueChangeListener(change -> {
                boolean none = NoGroup.isNamed(change.getValue());
                group.setVisible(!none);
                product.setHelperText(none ? WITHOUT : "");
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

        /** Returns whether there is one: between two products there is none. */
        boolean isChosen() {
            return group.getValue() != null;
        }

        ClaimList.Target chosen() {
            return new ClaimList.Target(product.getValue(), group.getValue());
        }
    }

    /**
     * Claims the devices of a CSV file into the groups that it names. The operator API alone reads the file, so that the console
     * and scripts are told the same about it.
     */
    static final class ClaimFile extends Div {
        private static final byte[] NONE = new byte[0];

        private final transient ClaimClient client;
        private final transient Consumer<List<DeviceId>> pasting;
        private final String catalog;
        private final Paragraph chosen = new Paragraph();
        private final Button claim = Styled.primary("Claim the devices of the file", this::submit);
        private final Outcome outcome = new Outcome();
        private byte[] csv = NONE;

        /** Hands devices that need a proof to {@code pasting} when the person wants to prove them one by one. */
        ClaimFile(ClaimClient client, String catalog, Consumer<List<DeviceId>> pasting) {
            this.client = client;
            this.catalog = catalog;
            this.pasting = pasting;
            FileChoice upload = new FileChoice(
                    "Choose CSV file",
                    ClaimClient.MOST_BYTES,
                    this::take,
                    () -> outcome.say(
                            Tone.CONTRAINDICATED,
                            "This file was not read: it may have at most " + Amount.bytes(ClaimClient.MOST_BYTES)
                                    + "."));
            Span hint = Styled.muted("The first line is " + ClaimClient.HEADER
                    + "; each further line is one device, at most 20,000. .default as product and as group is no group yet."
                    + " A fourth column, Proof, may hold what a device signed over a claim challenge, in base64.");
            Div choice = Styled.div("hf-upload", upload, hint);
            chosen.getElement().setAttribute("aria-live", "polite");
            claim.setDisableOnClick(true);
            claim.setVisible(false);
            addClassName("hf-form");
            add(
                    choice,
                    chosen,
                    Styled.working(claim, "Every line is checked and claimed; 20,000 take some seconds."),
                    outcome);
        }

        void take(String name, byte[] content) {
            csv = content;
            outcome.clear();
            chosen.setText(name + ": " + Amount.of(lines(content), "line") + ", " + Amount.bytes(content.length));
            claim.setVisible(true);
        }

        void forget() {
            csv = NONE;
            chosen.setText("");
            claim.setVisible(false);
        }

        /** Counts lines, the first one and an unfinished last one included. */
        static long lines(byte[] content) {
            long ends = 0;
            for (byte one : content) {
                ends += one == '\n' ? 1 : 0;
            }
            return content.length == 0 || content[content.length - 1] == '\n' ? ends : ends + 1;
        }

        private void submit() {
            try {
                ClaimOutcome done = ClaimOutcome.of(client, catalog, csv);
                if (done.stopped() == null) {
                    forget();
                }
                done.in(outcome, Links.devices(catalog), this::proving);
            } finally {
                claim.setEnabled(true);
            }
        }

        private Div proving(List<DeviceId> unproved) {
            Div proving = new Div(new Paragraph("No manufacturer's list gives " + Amount.of(unproved.size(), "device")
                    + " of them to this catalog. Put what they sign over a claim challenge into the column Proof."));
            if (unproved.size() <= ClaimIds.ProofPanel.MOST) {
                proving.add(new Button("Prove them here", clicked -> pasting.accept(unproved)));
            }
            return proving;
        }
    }
}
