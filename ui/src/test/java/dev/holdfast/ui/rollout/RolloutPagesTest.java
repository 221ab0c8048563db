package dev.holdfast.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.fake.FakeApprovalClient;
import dev.holdfast.ui.fake.FakeAudit;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeFleet;
import dev.holdfast.ui.fake.FakeOperatorApi;
import dev.holdfast.ui.fake.FakeProducts;
import dev.holdfast.ui.fake.FakeRollouts;
import dev.holdfast.ui.fake.FakeSession;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of rollouts, without a browser. */
class RolloutPagesTest extends BrowserlessTest {
    private final FakeRollouts client = new FakeRollouts(new FakeFleet());
    private final FakeDevices devices = new FakeDevices(false);

    /** Names a package without routes, because the tests create and show their views themselves. */
    @Override
    protected Set<String> scanPackages() {
        return Set.of("dev.holdfast.ui.fake");
    }

    @Test
    void the_list_shows_rollouts_in_each_state() {
        RolloutsView view = list("contoso", Role.READER, "");
        assertThat(text(view)).contains("11 rollouts · 7 active", "Halted", "Waiting for a person");
        assertThat(rows(view)).isEqualTo(11);
    }

    @Test
    void the_list_tells_equal_drafts_apart_and_shows_no_progress_before_the_start() {
        Component target = cell(RolloutStatus.DRAFT, 0);
        assertThat(text(target))
                .endsWith(FakeRollouts.id(RolloutStatus.DRAFT).toString().substring(0, 8));
        assertThat(text(cell(RolloutStatus.DRAFT, 3))).isEqualTo("Not started");
        assertThat(find(Svg.class, cell(RolloutStatus.DRAFT, 3)).all()).isEmpty();
        assertThat(text(cell(RolloutStatus.RUNNING, 3))).contains("13 of 380 attested");
    }

    @SuppressWarnings("unchecked") // the rows are rollouts
    private Component cell(RolloutStatus state, int column) {
        Grid<RolloutView> grid =
                find(Grid.class, list("contoso", Role.READER, "")).single();
        int row = List.of(RolloutStatus.values()).indexOf(state);
        return Objects.requireNonNull(test(grid).getCellComponent(row, column));
    }

    @Test
    void chips_and_the_filter_select_rollouts() {
        assertThat(rows(list("contoso", Role.READER, "show=halted"))).isEqualTo(1);
        assertThat(rows(list("contoso", Role.READER, "show=ended"))).isEqualTo(2);
        assertThat(text(list("contoso", Role.READER, "filter=teapot"))).contains("0 rollouts found");
        assertThat(text(list("contoso", Role.READER, "filter=state:odd"))).doesNotContain("0 rollouts");
        assertThat(text(list("fabrikam", Role.READER, ""))).contains("0 rollouts");
    }

    @Test
    void owners_stop_everything_and_allow_it_again() {
        assertThat(find(Button.class, list("contoso", Role.PUBLISHER, "")).all().stream()
                        .map(Button::getText))
                .doesNotContain("Stop everything…");
        RolloutsView view = list("contoso", Role.OWNER, "");

        test(button(view, "Stop everything…")).click();
        ActionDialog stop = find(ActionDialog.class).single();
        assertThat(text(stop))
                .contains(
                        "3 rollouts halt: Toaster / Production, ",
                        "1 scheduled rollout becomes a draft: ",
                        "New OS releases wait.");
        confirm(stop, "Stop everything", "Smoke in hall 7");
        assertThat(text(view))
                .contains("All rollouts and deployments are stopped", "By olivia. Reason: Smoke in hall 7")
                .doesNotContain("Stop everything…");
        test(button(view, "Allow rollouts…")).click();
        confirm(find(ActionDialog.class).single(), "Allow rollouts", "It was the toaster");

        assertThat(text(view)).doesNotContain("are stopped").contains("Stop everything…");
        assertThat(client.commands).containsExactly("stop Smoke in hall 7", "allow It was the toaster");
    }

    @Test
    void readers_see_that_another_person_stopped_everything() {
        RolloutsView view = list("contoso", Role.READER, "");
        client.stop("contoso", new Reason("Smoke in hall 7"));
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        assertThat(text(view)).contains("By olivia. Reason: Smoke in hall 7").doesNotContain("Allow rollouts…");
    }

    @ParameterizedTest
    @EnumSource
    void each_state_has_a_page(RolloutStatus state) {
        RolloutDetailView view = page(state, Role.READER);
        assertThat(button(view, "Copy link").isVisible()).isTrue();
        assertThat(text(view)).contains("Phase 1", "Phase 3", "Halt rules", "Timeline", "Created by pavel");
        assertThat(find(Button.class, view).all().stream().map(Button::getText).filter(words -> words.endsWith("…")))
                .as("a reader changes nothing")
                .isEmpty();
    }

    @Test
    void the_plan_says_when_the_rollout_starts_and_whether_it_is_an_emergency() {
        assertThat(text(page(RolloutStatus.DRAFT, Role.READER)))
                .contains("Earliest startAt once, when started", "EmergencyNo");
        assertThat(text(page(RolloutStatus.SCHEDULED, Role.READER))).containsPattern("Earliest start[0-9]{4}-");
        assertThat(text(page(RolloutStatus.AWAITING_APPROVAL, Role.READER)))
                .contains("EmergencyYes: no soak time. Devices install at once");
    }

    @Test
    void a_phase_shows_its_devices_its_soak_time_and_what_comes_next() {
        assertThat(text(page(RolloutStatus.SOAKING, Role.READER)))
                .contains(
                        "1% of the group",
                        "All devices of the group",
                        "34 attested",
                        "100%, 95% needed",
                        "Soak time ends in ",
                        "A person decides",
                        "The rollout completes",
                        "342 waiting");
    }

    @Test
    void a_phase_tells_installed_devices_from_those_that_install() {
        assertThat(text(find(PhaseCards.class, page(RolloutStatus.RUNNING, Role.READER))
                        .single()))
                .contains("2 installed", "3 installing");
    }

    @Test
    void a_halted_rollout_says_which_rule_fired_and_links_the_failed_devices() {
        RolloutDetailView view = page(RolloutStatus.HALTED, Role.READER);
        assertThat(text(view))
                .contains(
                        "Halted in phase 2",
                        "It rolls out "
                                + client.rollout(
                                                "contoso",
                                                FakeRollouts.id(RolloutStatus.HALTED)
                                                        .toString())
                                        .getEntity()
                                        .images()
                                        .getFirst()
                                        .name(),
                        "6 of 33 finished devices failed to install, which is 18.2%. The limit is 10%, once 20 devices have finished.",
                        "image-rolled-back",
                        "The security version of an image is below the fuses of the device.",
                        "no-space");
        assertThat(find(Anchor.class, view)
                        .withText("Show the 6 failed devices")
                        .single()
                        .getHref())
                .startsWith("c/contoso/rollouts/" + FakeRollouts.id(RolloutStatus.HALTED) + "?filter=kind");

        assertThat(text(page(RolloutStatus.HALTED, Role.READER, "filter=kind:silent")))
                .contains("Show all");
    }

    @Test
    void a_rollout_that_crashes_halted_links_the_crashed_devices() {
        client.crash();
        assertThat(URLDecoder.decode(
                        find(Anchor.class, page(RolloutStatus.HALTED, Role.READER))
                                .withText("Show the crashed devices")
                                .single()
                                .getHref(),
                        StandardCharsets.UTF_8))
                .matches("c/contoso/devices\\?filter=update:attested[+ ]crashed:<[0-9]+h&.*group=.*");
    }

    @Test
    void the_numbers_of_the_progress_link_their_devices() {
        RolloutDetailView running = page(RolloutStatus.RUNNING, Role.READER);
        assertThat(segment(running, "attested")).contains("?filter=update:attested&");
        assertThat(segment(running, "installing"))
                .contains("?filter=update:offered,downloading,staged,waiting-for-window,deferred&");
        assertThat(segment(running, "installed")).contains("?filter=update:installed,confirmed&");
        RolloutDetailView halted = page(RolloutStatus.HALTED, Role.READER);
        assertThat(segment(halted, "held")).contains("?filter=update:held&");
        assertThat(segment(halted, "installing"))
                .as("a halted rollout holds devices that have not installed the images")
                .contains("?filter=update:held&");
        assertThat(segment(halted, "failed")).contains("/rollouts/").contains("?filter=kind");
    }

    /** Returns the address that a segment in the head links. */
    private String segment(RolloutDetailView page, String name) {
        return find(Anchor.class, find(RolloutHead.class, page).single()).all().stream()
                .filter(link -> text(link).endsWith(" " + name))
                .map(link -> URLDecoder.decode(link.getHref(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_main_action_of_a_halted_rollout_is_to_roll_back() {
        List<Button> offered =
                find(Button.class, page(RolloutStatus.HALTED, Role.PUBLISHER)).all();
        assertThat(offered.getFirst().getText()).isEqualTo("Roll back…");
        assertThat(offered.stream().filter(button -> button.hasThemeName("primary")))
                .singleElement()
                .returns(true, button -> button.hasThemeName("error"))
                .isSameAs(offered.getFirst());
        assertThat(button(page(RolloutStatus.PAUSED, Role.PUBLISHER), "Resume rollout…")
                        .hasThemeName("primary"))
                .as("no rule stops the resumption of a paused rollout")
                .isTrue();
    }

    @Test
    void the_devices_of_a_rollout_are_found_by_update_state_and_phase() {
        assertThat(text(devices(RolloutStatus.RUNNING, ""))).contains("Attested", "Waiting for phase", "Phase 1");
        assertThat(text(devices(RolloutStatus.RUNNING, "update=not-targeted")))
                .contains("The device is exempt from the rollout of its group.");
        assertThat(text(devices(RolloutStatus.RUNNING, "update=waiting-for-phase")))
                .contains("The rollout of the group has not opened the device yet.")
                .doesNotContain("The device attested all images of the target.");
        assertThat(text(devices(RolloutStatus.RUNNING, "update=waiting-for-phase&phase=1")))
                .contains("No matches");
        assertThat(find(DevicesPanel.class, page(RolloutStatus.DRAFT, Role.READER))
                        .all())
                .as("no device has a step")
                .isEmpty();
    }

    @Test
    void a_list_of_devices_that_takes_too_long_leaves_the_page_as_it_is() {
        devices.tooBroad = "phase:1";

        RolloutDetailView view = page(RolloutStatus.RUNNING, Role.READER, "phase=1");

        assertThat(text(view)).contains("Phase 2 of 3", "The list takes too long to read.");
        devices.filters.clear();
        client.advance();
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));
        assertThat(devices.filters).isEmpty();
        assertThat(text(devices(RolloutStatus.RUNNING, "phase=2"))).doesNotContain("takes too long");
    }

    @Test
    void devices_are_read_again_after_half_a_minute_or_a_step_of_the_rollout() {
        List<Instant> now = new ArrayList<>(List.of(Instant.EPOCH));
        Visit visit = new Visit("contoso", List.of(Role.READER), RouteParameters.empty(), QueryParameters.empty());
        RolloutView running = rollout(RolloutStatus.RUNNING);
        DevicesPanel panel = new DevicesPanel(devices, visit, running, () -> now.getFirst());
        UI.getCurrent().add(panel);
        panel.show(running);
        client.advance();

        panel.show(rollout(RolloutStatus.RUNNING));
        assertThat(devices.filters).hasSize(1);
        now.set(0, Instant.EPOCH.plusSeconds(30));
        panel.show(rollout(RolloutStatus.RUNNING));
        assertThat(devices.filters).hasSize(2);
        panel.show(rollout(RolloutStatus.HALTED));
        assertThat(devices.filters).hasSize(3);
    }

    private RolloutView rollout(RolloutStatus state) {
        return client.rollout("contoso", FakeRollouts.id(state).toString()).getEntity();
    }

    @Test
    void the_next_step_of_a_running_phase_is_expected_at_the_rate_of_attestations() {
        RolloutView running = client.rollout(
                        "contoso", FakeRollouts.id(RolloutStatus.RUNNING).toString())
                .getEntity();
        PhaseView phase = running.phases().get(1);
        Instant opened = Objects.requireNonNull(phase.openedAt());

        assertThat(phase.counts().attested()).isEqualTo(9);
        assertThat(phase.counts().targeted()).isEqualTo(34);
        assertThat(RolloutWords.nextStep(running, opened.plusSeconds(90)))
                .as("95% of 34 are 33, so 24 are left, 10 s each")
                .contains(opened.plusSeconds(90 + 240));
        assertThat(text(page(RolloutStatus.RUNNING, Role.READER))).contains("next step about ");
        assertThat(text(page(RolloutStatus.SOAKING, Role.READER))).contains("next step about ");
        assertThat(text(page(RolloutStatus.HALTED, Role.READER))).doesNotContain("next step");
    }

    @Test
    void a_rolled_back_rollout_does_not_look_like_a_success() {
        assertThat(text(page(RolloutStatus.ABORTED, Role.READER)))
                .contains("Rolled back")
                .doesNotContain("Aborted", "Succeeded");
    }

    @Test
    void the_card_of_a_phase_links_its_failed_devices() {
        assertThat(find(Anchor.class, page(RolloutStatus.HALTED, Role.READER)).all().stream()
                        .map(Anchor::getHref))
                .anyMatch(link -> link.endsWith("phase:2") || link.endsWith("phase%3A2"));
    }

    @Test
    void an_open_page_follows_the_rollout_and_keeps_its_buttons() {
        RolloutDetailView view = page(RolloutStatus.RUNNING, Role.PUBLISHER);
        Button pause = button(view, "Pause rollout…");
        assertThat(text(view)).contains("Phase 2 of 3 · 13 of 38 open devices attested");

        client.advance();
        ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), true));

        assertThat(text(view)).contains("Phase 2 of 3 · 14 of 38 open devices attested");
        assertThat(button(view, "Pause rollout…")).isSameAs(pause);
    }

    @Test
    void the_start_of_a_draft_shows_its_effect_and_requests_the_approval_of_its_group() {
        test(button(page(RolloutStatus.DRAFT, Role.PUBLISHER), "Start rollout…"))
                .click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog))
                .contains(
                        "Devices by phase: 4 → 38 → 380",
                        "Replaces toaster-control",
                        "1 pinned device gets no images.",
                        "4 devices will fail: The images are too large for this part.",
                        "higher security version",
                        "requires approval");
        test(button(dialog, "Request approval")).click();

        assertThat(client.commands).containsExactly("start draft");
    }

    @Test
    void a_rollout_of_the_operating_system_starts_by_approval_and_says_that_an_abort_keeps_the_release() {
        client.bringSystem();
        act(
                RolloutStatus.RUNNING,
                "Abort rollout",
                "The group gets no operating system until a rollout of this or a newer release.");

        test(button(page(RolloutStatus.DRAFT, Role.PUBLISHER), "Start rollout…"))
                .click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog))
                .contains(
                        "376 devices of part MT3620AN: OS 26.09 → 26.10.",
                        "Devices by phase: 4 → 38 → 380",
                        "within 12 min.",
                        "3 offline devices",
                        "4 devices will fail",
                        "requires approval");
        test(button(dialog, "Request approval")).click();

        assertThat(client.commands).containsExactly("abort running Because", "start draft");
    }

    @Test
    void each_action_shows_its_effect_and_sends_the_reason() {
        act(RolloutStatus.RUNNING, "Pause rollout", "23 devices are no longer offered the images.", "15 devices keep");
        act(
                RolloutStatus.WAITING_FOR_PERSON,
                "Proceed",
                "Opens phase 3: All devices of the group",
                "342 devices are offered the images.");
        act(RolloutStatus.PAUSED, "Resume rollout", "Phase 2 goes on.");
        act(
                RolloutStatus.HALTED,
                "Resume rollout",
                "6 of 33 finished devices failed to install",
                "would halt again at once");
        act(RolloutStatus.HALTED, "Retry failed devices", "7 devices are offered the images.");
        act(RolloutStatus.HALTED, "Roll back", "27 devices install the earlier images");
        act(RolloutStatus.HALTED, "Abort rollout", "27 devices keep the new images.");

        assertThat(client.commands)
                .containsExactly(
                        "pause running Because",
                        "proceed waiting-for-person Because",
                        "resume paused Because",
                        "resume halted Because",
                        "retry failed halted Because",
                        "roll back halted Because",
                        "abort halted Because");
    }

    @Test
    void a_rollback_warns_of_devices_whose_fuse_forbids_it() {
        test(button(page(RolloutStatus.HALTED, Role.PUBLISHER), "Roll back…")).click();

        assertThat(text(find(ActionDialog.class).single()))
                .contains("3 of them are unreachable.", "2 devices refuse the earlier images");
    }

    @Test
    void a_change_sends_only_what_changed() {
        test(button(page(RolloutStatus.RUNNING, Role.PUBLISHER), "Change rollout…"))
                .click();
        ExtendDialog dialog = find(ExtendDialog.class).single();
        assertThat(text(dialog)).contains("342 devices are not open yet.");
        Button submit = button(dialog, "Change rollout");
        test(find(TextField.class, dialog).withLabel("Reason").single()).setValue("Slower");
        assertThat(submit.isEnabled()).as("nothing changed").isFalse();

        find(IntegerField.class, dialog)
                .withLabel("Most devices at a time")
                .single()
                .setValue(20);
        test(submit).click();

        assertThat(client.commands)
                .containsExactly(
                        "extend running RolloutExtension[soakMinutes=null, maxInFlight=20, haltRules=null, phases=null,"
                                + " reason=Slower]");
    }

    @Test
    void a_failed_device_is_exempted() {
        RolloutDetailView view = page(RolloutStatus.HALTED, Role.PUBLISHER);
        test(find(Button.class, view).withText("Exempt…").all().getFirst()).click();
        confirm(find(ActionDialog.class).single(), "Exempt device", "Broken antenna");

        assertThat(client.commands).singleElement().asString().endsWith(" of halted Broken antenna");
    }

    @Test
    void a_publisher_of_the_group_controls_its_rollout() {
        Me pat = FakeOperatorApi.withScopedRole(Role.PUBLISHER);
        assertThat(find(Button.class, page(pat, List.of(), RolloutStatus.RUNNING, ""))
                        .withText("Pause rollout…")
                        .all())
                .hasSize(1);
        assertThat(find(Button.class, page(pat, List.of(), RolloutStatus.HALTED, ""))
                        .withText("Resume rollout…")
                        .all())
                .as("of another group")
                .isEmpty();
    }

    /** Opens the dialog of an action, checks its effect and confirms it. */
    private void act(RolloutStatus state, String action, String... effects) {
        test(button(page(state, Role.PUBLISHER), action + "…")).click();
        ActionDialog dialog = find(ActionDialog.class).single();
        assertThat(text(dialog)).contains(effects);
        confirm(dialog, action, "Because");
        assertThat(dialog.isOpened()).isFalse();
    }

    private void confirm(ActionDialog dialog, String button, String reason) {
        find(TextArea.class, dialog).withCaption("Reason").single().setValue(reason);
        test(button(dialog, button)).click();
    }

    private Button button(Component view, String words) {
        return find(Button.class, view).withText(words).single();
    }

    private int rows(RolloutsView view) {
        Grid<?> grid = find(Grid.class, view).single();
        return test(grid).size();
    }

    private static String text(Component view) {
        return view.getElement().getTextRecursively();
    }

    private RolloutsView list(String catalog, Role role, String query) {
        RolloutsView view = new RolloutsView(new SignedIn(new FakeSession(FakeOperatorApi.owner())), client);
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(catalog, List.of(role), RouteParameters.empty(), QueryParameters.fromString(query)));
        return view;
    }

    private DevicesPanel devices(RolloutStatus state, String query) {
        return find(DevicesPanel.class, page(state, Role.READER, query)).single();
    }

    private RolloutDetailView page(RolloutStatus state, Role role) {
        return page(state, role, "");
    }

    private RolloutDetailView page(RolloutStatus state, Role role, String query) {
        return page(FakeOperatorApi.owner(), List.of(role), state, query);
    }

    private RolloutDetailView page(Me me, List<Role> roles, RolloutStatus state, String query) {
        RolloutDetailView view = new RolloutDetailView(
                new SignedIn(new FakeSession(me)),
                client,
                client,
                new FakeProducts(),
                new FakeApprovalClient("olivia", List.<ApprovalOperation>of()),
                new FakeAudit(),
                devices);
        UI.getCurrent().removeAll();
        UI.getCurrent().add(view);
        view.show(new Visit(
                "contoso",
                roles,
                new RouteParameters(Map.of(
                        "catalog", "contoso", "rollout", FakeRollouts.id(state).toString())),
                QueryParameters.fromString(query)));
        return view;
    }
}
