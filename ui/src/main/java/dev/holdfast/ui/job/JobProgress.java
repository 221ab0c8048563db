package dev.holdfast.ui.job;

import com.vaadin.flow.component.HasText;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a job is, and what came of the devices. What changes, changes in its place. */
final class JobProgress extends Section {
    private final boolean running;
    private final ProgressBar bar = new ProgressBar(0, 1, 0);
    private final Paragraph words = new Paragraph();
    private final Outcome failure = new Outcome();
    private final Span done = new Span();
    private final Span changed = new Span();
    private final Span unchanged = new Span();
    private final Span refused = new Span();
    private final Facts facts = new Facts();
    private boolean begun;

    JobProgress(DeviceJobState state) {
        running = state == DeviceJobState.RUNNING;
        bar.getElement().setAttribute("aria-label", "Devices that the job has come to");
        words.getElement().setAttribute("aria-live", "polite");
        Div moving = new Div(bar, words);
        moving.setVisible(running);
        add(new Panel(running ? "Under way" : "What came of it", moving, failure, facts));
    }

    void show(DeviceJobView job) {
        if (!begun) {
            begin(job);
        }
        bar.setMax((double) Math.max(1, job.devicesInAll()));
        bar.setValue((double) job.devicesDone());
        set(words, JobWords.progress(job) + ". You may leave this page; it goes on.");
        set(done, JobWords.progress(job));
        set(changed, Amount.of(job.changed(), "device"));
        set(unchanged, Amount.of(job.unchanged(), "device"));
        set(refused, Amount.of(job.refused(), "device"));
        if (job.failure() == null) {
            failure.clear();
        } else {
            failure.say(running ? Tone.WARNING : Tone.CONTRAINDICATED, job.failure());
        }
    }

    private void begin(DeviceJobView job) {
        begun = true;
        facts.with("Devices", done)
                .with("Changed", changed)
                .with("Were so already", unchanged)
                .with("Left as they were", refused)
                .with("Begun by", job.startedBy())
                .with("Begun", TimeText.full(job.startedAt()));
        if (job.finishedAt() != null) {
            facts.with("Ended", TimeText.full(job.finishedAt()));
        }
        if (!job.reason().isEmpty()) {
            facts.with("Why", job.reason());
        }
    }

    private static void set(HasText where, String text) {
        if (!where.getText().equals(text)) {
            where.setText(text);
        }
    }

    /** The devices that a job left as they were: a job comes to them in the order of their IDs, so rows are only added. */
    static final class JobRefusals extends Section {
        private static final int SHOWN = 100;
        private static final String NAME = "Devices that were left as they were";

        private final transient DeviceJobClient client;
        private final String catalog;
        private final String job;
        private final RowTable table = new RowTable(NAME, "Device", "Why", "Code");
        private final Paragraph more = new Paragraph();
        private int rows;
        private long refused;

        JobRefusals(DeviceJobClient client, String catalog, UUID id) {
            this.client = client;
            this.catalog = catalog;
            this.job = id.toString();
            Panel panel = new Panel("Left as they were", Styled.scrolling("hf-problem-box", NAME, table), more);
            panel.beside(new FileDownload(
                    "As CSV", "job-" + id + ".csv", "text/csv", () -> client.refusalsFile(catalog, id.toString())));
            add(panel);
            setVisible(false);
        }

        void show(DeviceJobView now) {
            if (now.refused() == refused) {
                return;
            }
            refused = now.refused();
            DeviceJobRefusalPage page = client.refusals(catalog, job, SHOWN);
            page.refusals().stream().skip(rows).forEach(this::add);
            rows = page.refusals().size();
            more.setText("The first " + rows + " of " + Amount.of(refused, "device")
                    + (refused > DeviceJobRefusalPage.MOST_LISTED
                            ? "; the file has the first " + Amount.of(DeviceJobRefusalPage.MOST_LISTED, "device") + "."
                            : "."));
            more.setVisible(refused > rows);
            setVisible(true);
        }

        private void add(DeviceJobRefusal refusal) {
            table.row(
                    new Anchor(
                            Links.device(catalog, refusal.deviceId()),
                            refusal.deviceId().shortText()),
                    RowTable.words(refusal.reason()),
                    RowTable.words(refusal.code()));
        }
    }

    /** How jobs are told. */
    static final class JobWords {
        private JobWords() {}

        static StatusBadge badge(DeviceJobState state) {
            return switch (state) {
                case RUNNING -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Running");
                case FINISHED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Finished");
                case CANCELLED -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Cancelled");
                case FAILED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Failed");
            };
        }

        /** Such as {@code 1,500 of 84,213 devices}, or {@code 84,213 devices} behind the end. */
        static String progress(DeviceJobView job) {
            return job.devicesDone() == job.devicesInAll()
                    ? Amount.of(job.devicesInAll(), "device")
                    : String.format(
                            Locale.ROOT, "%,d of %s", job.devicesDone(), Amount.of(job.devicesInAll(), "device"));
        }

        /** Such as {@code 900 changed, 60 were so already, 40 left as they were}. */
        static String counts(DeviceJobView job) {
            return String.format(
                    Locale.ROOT,
                    "%,d changed, %,d were so already, %,d left as they were",
                    job.changed(),
                    job.unchanged(),
                    job.refused());
        }

        static String which(DeviceJobView job) {
            String filter = job.filter();
            if (filter == null) {
                return "Devices that were selected";
            }
            return filter.isBlank() ? "All devices of the catalog" : "Devices that met " + filter;
        }

        /** Returns the words between blanks and commas, in lower case. */
        static List<String> words(@Nullable String text) {
            return text == null
                    ? List.of()
                    : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                            .filter(word -> !word.isEmpty())
                            .distinct()
                            .toList();
        }
    }
}
