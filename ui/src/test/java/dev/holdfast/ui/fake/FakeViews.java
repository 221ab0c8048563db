package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.device.DeviceFacets.Value;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.ui.device.ViewClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Counts and saved views of the fake fleet. */
public final class FakeViews implements ViewClient {
    private final List<String> commands = new ArrayList<>();
    private final FakeTag tag;
    private final Supplier<@Nullable DeviceFacets> ofScopedRoles;
    private String filter = "tag:pilot os:<24.06";
    private int asked;

    public FakeViews() {
        this(new FakeTag(), () -> null);
    }

    /** Creates the views. {@code ofScopedRoles} supplies the counts for scoped roles; null for other roles. */
    FakeViews(FakeTag tag, Supplier<@Nullable DeviceFacets> ofScopedRoles) {
        this.tag = tag;
        this.ofScopedRoles = ofScopedRoles;
    }

    /** Returns how often the list of views was read. */
    public int asked() {
        return asked;
    }

    /** Returns the saved and deleted views, in words. */
    public List<String> commands() {
        return commands;
    }

    @Override
    public DeviceFacets facets(String catalog) {
        DeviceFacets theirs = ofScopedRoles.get();
        return theirs != null
                ? theirs
                : catalog.equals("fabrikam")
                        ? new DeviceFacets(List.of(), FakeFleet.now())
                        : new DeviceFacets(
                                List.of(
                                        new Facet(
                                                "health",
                                                List.of(
                                                        new Value("trusted", "is:trusted", 1_187),
                                                        new Value("untrusted", "is:untrusted", 6))),
                                        new Facet(
                                                "group",
                                                List.of(
                                                        new Value("Production", "group:Production", 1_100),
                                                        new Value("Field Test", "group:\"Field Test\"", 93),
                                                        new Value(".unassigned", "group:.unassigned", 1))),
                                        new Facet(
                                                "os",
                                                List.of(
                                                        new Value("24.09", "os:24.09", 1_203),
                                                        new Value("24.06", "os:24.06", 88))),
                                        new Facet(
                                                "tag",
                                                List.of(
                                                        new Value("lab", "tag:lab", 17),
                                                        new Value("roof", "tag:roof", 4)))),
                                FakeFleet.now());
    }

    @Override
    public List<SavedView> views(String catalog) {
        asked++;
        return kept(catalog);
    }

    private List<SavedView> kept(String catalog) {
        return catalog.equals("fabrikam")
                ? List.of()
                : List.of(view("Pilot", filter, true), view("To look at", "is:untrusted", false));
    }

    @Override
    public SavedView save(String catalog, NewSavedView view) {
        commands.add("save " + view.name() + (view.shared() ? " for all: " : ": ") + view.filter());
        return view(view.name(), view.filter(), view.shared());
    }

    @Override
    public RestResponse<SavedView> view(String catalog, UUID view) {
        return tag.on(kept(catalog).stream()
                .filter(one -> one.id().equals(view))
                .findFirst()
                .orElseThrow());
    }

    /** Changes the views, as another user would. */
    public void changeAsAnotherUser() {
        tag.changeAsAnotherUser();
        filter = "is:blocked";
    }

    @Override
    public void delete(String catalog, UUID view, String seen) {
        tag.change(seen);
        commands.add("delete " + view);
    }

    private static SavedView view(String name, String filter, boolean shared) {
        return new SavedView(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                name,
                filter,
                "-lastSeen",
                List.of(),
                shared,
                "olivia",
                FakeFleet.now());
    }
}
