package dev.holdfast.ui.job;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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

/** The progress and result of a job. Updates values in place. */
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
    private boolean filled;

    JobProgress(DeviceJobState state) {
        running = state == DeviceJobState.RUNNING;
        bar.getElement().setAttribute("aria-label", text("job.progress"));
        words.getElement().setAttribute("aria-live", "polite");
        Div moving = new Div(bar, words);
        moving.setVisible(running);
        add(new Panel(text(running ? "job.progress" : "job.result"), moving, failure, facts));
    }

    void show(DeviceJobView job) {
        if (!filled) {
            fill(job);
        }
        bar.setMax((double) Math.max(1, job.devicesTotal()));
        bar.setValue((double) job.devicesDone());
        set(words, text("job.continues", JobWords.progress(job)));
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

    private void fill(DeviceJobView job) {
        filled = true;
        facts.with(text("job.devices"), done)
                .with(text("job.changed"), changed)
                .with(text("job.unchanged"), unchanged)
                .with(text("job.refused"), refused)
                .with(text("job.started-by"), job.startedBy())
                .with(text("job.started"), TimeText.full(job.startedAt()));
        if (job.finishedAt() != null) {
            facts.with(text("job.ended"), TimeText.full(job.finishedAt()));
        }
        if (!job.reason().isEmpty()) {
            facts.with(text("job.reason"), job.reason());
        }
    }

    /** Changes a text only if it differs, so that screen readers do not announce it again. */
    private static void set(HasText where, String text) {
        if (!where.getText().equals(text)) {
            where.setText(text);
        }
    }

    /** The devices that a job refused. A job handles devices in the order of their IDs, so new rows always go to the end. */
    static final class JobRefusals extends Section {
        private static final int SHOWN = 100;

        private final transient DeviceJobClient client;
        private final String catalog;
        private final String job;
        private final RowTable table =
                new RowTable(text("job-refusals.title"), text("job-refusals.device"), text("job-refusals.reason"));
        private final Paragraph more = new Paragraph();
        private int rows;
        private long refused;

        JobRefusals(DeviceJobClient client, String catalog, UUID id) {
            this.client = client;
            this.catalog = catalog;
            this.job = id.toString();
            String title = text("job-refusals.title");
            Panel panel = new Panel(title, Styled.scrolling("hf-problem-box", title, table), more);
            panel.beside(new FileDownload(
                    text("job-refusals.download"),
                    "job-" + id + ".csv",
                    "text/csv",
                    () -> client.refusalsFile(catalog, job)));
            add(panel);
            setVisible(false);
        }

        void show(DeviceJobView now) {
            if (now.refused() == refused) {
                return;
            }
            refused = now.refused();
            DeviceJobRefusalPage page = client.refusals(catalog, job, SHOWN);
            page.items().stream().skip(rows).forEach(this::add);
            rows = page.items().size();
            int max = DeviceJobRefusalPage.MAX_LISTED;
            String first = text("job-refusals.first", rows, refused);
            more.setText(refused > max ? first + " " + text("job-refusals.file", max) : first);
            more.setVisible(refused > rows);
            setVisible(true);
        }

        private void add(DeviceJobRefusal refusal) {
            table.row(
                    new Anchor(
                            Links.device(catalog, refusal.deviceId()),
                            refusal.deviceId().shortText()),
                    RowTable.words(refusal.reason()));
        }
    }

    /** Describes jobs in words. */
    static final class JobWords {
        private JobWords() {}

        static StatusBadge badge(DeviceJobState state) {
            String words = word(state);
            return switch (state) {
                case RUNNING -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, words);
                case FINISHED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, words);
                case CANCELLED -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, words);
                case FAILED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, words);
            };
        }

        /** Returns {@code 1,500 of 84,213 devices}, or {@code 84,213 devices} when all are done. */
        static String progress(DeviceJobView job) {
            return job.devicesDone() == job.devicesTotal()
                    ? Amount.of(job.devicesTotal(), "device")
                    : text("job.progress-count", job.devicesDone(), job.devicesTotal());
        }

        static String counts(DeviceJobView job) {
            return text("job.counts", job.changed(), job.unchanged(), job.refused());
        }

        static String selection(DeviceJobView job) {
            String filter = job.filter();
            if (filter == null) {
                return text("job.selection.devices");
            }
            return filter.isBlank() ? text("job.selection.all") : text("job.selection.filter", filter);
        }

        /** Splits at spaces and commas; returns tags in lower case. */
        static List<String> tags(@Nullable String typed) {
            return typed == null
                    ? List.of()
                    : Arrays.stream(typed.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                            .filter(tag -> !tag.isEmpty())
                            .distinct()
                            .toList();
        }
    }
}
