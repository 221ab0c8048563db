package dev.holdfast.ui.overview;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.identity.Foothold;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SessionClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.CatalogChoice;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Where one arrives: in the only catalog that one has a role in or in a part of, at a choice of several, or at the first step of an installation. */
@Route("")
@RouteAlias(Links.CATALOGS)
@PageTitle("Catalogs · Holdfast")
public class StartView extends Main implements BeforeEnterObserver {
    private final transient SignedIn signedIn;
    private final transient SessionClient client;

    public StartView(SignedIn signedIn, @RestClient SessionClient client) {
        this.signedIn = signedIn;
        this.client = client;
        addClassNames("hf-page", "hf-start");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Me me = signedIn.refresh();
        boolean asked = event.getLocation().getPath().equals(Links.CATALOGS);
        List<CatalogChoice> choices = CatalogChoice.of(me);
        if (choices.size() == 1 && !asked) {
            event.forwardTo(choices.getFirst().link());
            return;
        }
        removeAll();
        if (!choices.isEmpty()) {
            choose(me, choices);
        } else if (me.installationOwner()) {
            begin(me);
        } else {
            add(new PageHeader("You are in no catalog yet")
                    .say("You are signed in as " + me.name()
                            + ", but nobody has given you a role in a catalog. Ask an owner"
                            + " of the catalog that you work in."));
        }
    }

    private void choose(Me me, List<CatalogChoice> choices) {
        PageHeader header = new PageHeader("Catalogs").say("Choose where to go");
        if (me.installationOwner()) {
            header.offer(createButton());
        }
        UnorderedList list = Styled.as("hf-catalog-list", new UnorderedList());
        for (CatalogChoice choice : choices) {
            Span name = Styled.as("hf-catalog-name", new Span(choice.displayName()));
            Anchor link = new Anchor(choice.link());
            link.add(name, Styled.muted(choice.catalog() + " · you are " + roles(choice)));
            list.add(new ListItem(link));
        }
        add(header, list);
    }

    /** Says {@code reader, owner in Toaster / Production}. */
    private static String roles(CatalogChoice choice) {
        return Stream.concat(
                        Stream.of(named(choice.roles())).filter(words -> !words.isEmpty()),
                        choice.parts().stream().map(StartView::named))
                .collect(Collectors.joining(", "));
    }

    private static String named(Foothold part) {
        String group = part.group() == null ? "" : " / " + part.group();
        return named(List.of(part.role())) + " in " + part.product() + group;
    }

    private static String named(List<Role> roles) {
        return roles.stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private void begin(Me me) {
        add(
                new PageHeader("Welcome, " + me.displayName())
                        .say("This installation is empty. Five steps lead to a fleet that proves what it runs."),
                new FirstStepsPanel(FirstSteps.withoutCatalog(), Role.OWNER, step -> createButton()));
    }

    private Button createButton() {
        return Styled.adding(
                "Create catalog",
                () -> new CatalogDialog(client, catalog -> {
                            signedIn.refresh();
                            getUI().ifPresent(ui -> ui.navigate(Links.overview(catalog.name())));
                        })
                        .open());
    }

    /** Creates a catalog. Its name in addresses is derived from its display name, and cannot be changed later. */
    static final class CatalogDialog extends FormDialog {
        private static final int NAME_LENGTH = 50;

        CatalogDialog(SessionClient client, Consumer<CatalogView> created) {
            super("Create catalog", "Create catalog");
            TextField displayName = required("displayName", new TextField("Display name"));
            displayName.setMaxLength(NewCatalog.MOST_DISPLAY_NAME);
            displayName.setHelperText("For people, such as Contoso Appliances");
            String form = "Letters, digits, underscores, and hyphens between them; it cannot be changed later";
            TextField name =
                    required("name", new TextField("Name in addresses"), text -> text.matches(NewCatalog.NAME), form);
            name.setHelperText(form);
            displayName.addValueChangeListener(change -> {
                if (name.getValue().isEmpty() || name.getValue().equals(propose(change.getOldValue()))) {
                    name.setValue(propose(change.getValue()));
                }
            });
            onSubmit(() -> created.accept(client.createCatalog(new NewCatalog(stripped(name), stripped(displayName)))));
        }

        /** Makes an address of a display name: {@code Contoso Appliances} becomes {@code contoso-appliances}. */
        static String propose(String displayName) {
            String words = displayName.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            String begun = words.replaceAll("^-", "");
            return begun.substring(0, Math.min(begun.length(), NAME_LENGTH)).replaceAll("-$", "");
        }
    }
}
