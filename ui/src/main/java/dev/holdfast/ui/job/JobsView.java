package dev.holdfast.ui.job;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.job.DeviceJobFields;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.LiveUpdate;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The jobs of a catalog, the newest first; those that run move on by themselves. */
@Route("c/:catalog/devices/jobs")
public class JobsView extends CatalogPage {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int PAGE = 100;
    private static final String LIST = "device-jobs";
    private static final String COLUMNS =
            "summary,state,devicesInAll,devicesDone,changed,unchanged,refused,startedBy,startedAt,finishedAt,reason,failure";

    private final transient DeviceJobClient client;
    private final PageHeader header = new PageHeader("Jobs");
    private final transient ListFilter filter;
    private final Div content = new Div();
    private final ListEnd end = ListEnd.growing(PAGE, this::more);
    private final transient Map<UUID, Row> rows = new HashMap<>();
    private transient LinkedPages<DeviceJobView> pages = LinkedPages.none();
    private transient @Nullable List<DeviceJobView> shown;
    private int asked = PAGE;

    /** Makes the page. */
    @Inject
    public JobsView(SignedIn signedIn, @RestClient DeviceJobClient client, @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        FilterBox box = new FilterBox(
                DeviceJobFields.VOCABULARY,
                "Filter jobs by terms, or by a part of their filter, of why, or of who began them",
                "Filter, such as is:failed act:move at:<7d",
                text -> goFiltered(Links.jobs(catalog()), text));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        header.offer(filter.export());
        content.addClassName("hf-stack");
        add(header, filter.row(), content, end);
        LiveUpdate.every(INTERVAL, this, this::refresh);
    }

    @Override
    protected void show(Visit visit) {
        asked = PAGE;
        shown = null;
        boolean readable = filter.show(visit, "");
        pages = readable
                ? LinkedPages.linked(cursor -> client.jobs(visit.catalog(), filter.wanted(), cursor, PAGE))
                : LinkedPages.none();
        update();
        if (!readable) {
            header.say("");
        }
    }

    /** Then it shows the jobs that they began. */
    @Override
    protected boolean isForParts() {
        return true;
    }

    @Override
    protected String title() {
        return "Jobs";
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Devices", Links.devices(catalog())), Crumb.here(title()));
    }

    /** What is there stays as it is while somebody is writing a filter that cannot be read yet. */
    void refresh() {
        if (!filter.isInvalid()) {
            pages.renew(job -> job.state() == DeviceJobState.RUNNING);
            update();
        }
    }

    private void more() {
        asked += PAGE;
        update();
    }

    /** Rows stay as long as no job comes or goes, so that nobody loses the place where he is. */
    private void update() {
        List<DeviceJobView> jobs = pages.rows(0, asked);
        end.show(jobs.size(), pages);
        header.say(sentence(jobs));
        if (jobs.equals(shown)) {
            return;
        }
        if (shown == null || !ids(jobs).equals(ids(shown))) {
            content.removeAll();
            if (pages.isEmpty()) {
                content.add(empty());
            } else if (!jobs.isEmpty()) {
                content.add(new Panel("Acts on many devices", table(jobs)));
            }
        }
        jobs.forEach(job -> Objects.requireNonNull(rows.get(job.id())).show(job));
        shown = jobs;
    }

    private RowTable table(List<DeviceJobView> jobs) {
        RowTable table = new RowTable("Jobs", "What", "State", "Devices", "Outcome", "Begun by", "Begun").asCards();
        rows.clear();
        jobs.forEach(job -> rows.put(job.id(), new Row(table, catalog(), job)));
        return table;
    }

    private Component empty() {
        return filter.empty(
                "job",
                "jobs",
                new EmptyState(
                        Icon.HOURGLASS,
                        "No jobs yet",
                        "Select devices in their list to move, tag or block many at once. What is done to them then shows here.",
                        new Anchor(Links.devices(catalog()), "Devices")),
                new Anchor(Links.jobs(catalog()), "Show all jobs"));
    }

    private String sentence(List<DeviceJobView> jobs) {
        String count = filter.count(pages, "job", "jobs");
        if (jobs.isEmpty()) {
            return count;
        }
        long running = jobs.stream()
                .filter(job -> job.state() == DeviceJobState.RUNNING)
                .count();
        return count + " · "
                + (running == 0 ? "none" : Amount.of(running))
                + (pages.hasMore(jobs.size()) ? " of those shown" : "")
                + (running == 1 ? " runs" : " run");
    }

    private static List<UUID> ids(List<DeviceJobView> jobs) {
        return jobs.stream().map(DeviceJobView::id).toList();
    }

    /** A job's row, of which the parts that move on are known. */
    private static final class Row {
        private final Div state = new Div();
        private final Span progress = new Span();
        private final Span counts = new Span();
        private transient @Nullable DeviceJobState shown;

        Row(RowTable table, String catalog, DeviceJobView job) {
            table.row(
                    new Anchor(Links.job(catalog, job.id()), job.summary()),
                    state,
                    progress,
                    counts,
                    RowTable.words(job.startedBy()),
                    TimeText.relative(job.startedAt()));
        }

        void show(DeviceJobView job) {
            if (job.state() != shown) {
                shown = job.state();
                state.removeAll();
                state.add(JobWords.badge(job.state()));
            }
            progress.setText(orDash(JobWords.progress(job)));
            counts.setText(orDash(JobWords.counts(job)));
        }

        private static String orDash(String text) {
            return text.isEmpty() ? "–" : text;
        }
    }
}
