package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who was given which role in the catalog. */
@Route("c/:catalog/members")
public class MembersView extends CatalogPage {
    private final transient MemberClient client;
    private final transient ProductClient products;

    /** Makes the page. */
    @Inject
    public MembersView(SignedIn signedIn, @RestClient MemberClient client, @RestClient ProductClient products) {
        super(signedIn);
        this.client = client;
        this.products = products;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        List<MemberView> members = client.members(visit.catalog());
        boolean owner = visit.may(Act.MANAGE_MEMBERS);
        PageHeader header = new PageHeader(title()).say(Amount.of(members.size(), "role") + " given");
        if (owner) {
            Button give = new Button(
                    "Give a role",
                    Icon.PLUS.draw(),
                    clicked -> new GiveRoleDialog(client, products, visit.catalog(), () -> show(visit)).open());
            give.addThemeVariants(ButtonVariant.PRIMARY);
            header.offer(give);
        }
        add(header);
        add(members.isEmpty() ? nobody(owner) : table(visit, members, owner));
        add(new Panel("Also members", others(visit.catalog())), new Panel("What the roles may do", meanings()));
    }

    @Override
    protected String title() {
        return "Members";
    }

    private static Component nobody(boolean owner) {
        return new EmptyState(
                Icon.PERSON,
                "Nobody was given a role here",
                owner
                        ? "Give the people of this catalog the least role that lets them do their work. Make a second person an owner."
                        : "An owner of this catalog gives roles.");
    }

    private Component table(Visit visit, List<MemberView> members, boolean owner) {
        RowTable table = owner
                ? new RowTable("Members", "Name", "Role", "Where", "By", "Since", "Acts")
                : new RowTable("Members", "Name", "Role", "Where", "By", "Since");
        for (MemberView member : members) {
            List<Component> cells = List.of(
                    who(member),
                    new Span(RoleWords.name(member.role())),
                    new Span(RoleWords.place(member.product(), member.group())),
                    new Span(member.assignedBy()),
                    TimeText.relative(member.assignedAt()));
            if (owner) {
                table.row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), acts(visit, member));
            } else {
                table.row(cells.toArray(Component[]::new));
            }
        }
        Div box = new Div(table);
        box.addClassName("hf-problem-box");
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", "Members");
        return new Panel("Roles given here", box);
    }

    private static Component who(MemberView member) {
        Div who = new Div(new Span(member.name()));
        if (member.kind() == Grantee.EMAIL) {
            who.add(new Span(" "), StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Invited"));
        } else if (member.kind() == Grantee.GROUP) {
            who.add(new Span(" "), StatusBadge.of(Tone.UNKNOWN, Icon.SUSPICION, "Group"));
        }
        Code grantee = new Code(member.grantee());
        grantee.addClassName("hf-muted");
        who.add(new Div(grantee));
        return who;
    }

    private Component acts(Visit visit, MemberView member) {
        Div acts = new Div();
        acts.addClassName("hf-inline");
        Button change = new Button(
                "Change", clicked -> new ChangeRoleDialog(client, visit.catalog(), member, () -> show(visit)).open());
        change.addThemeVariants(ButtonVariant.SMALL);
        change.setAriaLabel("Change the role of " + member.name());
        Button remove = new Button("Remove", clicked -> remove(visit, member));
        remove.addThemeVariants(ButtonVariant.SMALL);
        remove.setAriaLabel("Remove " + member.name());
        acts.add(change, remove);
        return acts;
    }

    private void remove(Visit visit, MemberView member) {
        new ActDialog(
                        "Take the role from " + member.name(),
                        List.of(
                                member.name() + " is not " + RoleWords.name(member.role()) + " in "
                                        + RoleWords.place(member.product(), member.group())
                                        + " any more, from the next click on.",
                                "Personal tokens that need the role do no more than what is left."),
                        "Take away",
                        Refusal::words,
                        reason -> {
                            client.remove(visit.catalog(), member.id().toString());
                            show(visit);
                            Toast.done("Role taken away");
                        })
                .withoutReason()
                .dangerous()
                .open();
    }

    private static Component others(String catalog) {
        Paragraph words = new Paragraph(
                "Owners of the installation own this catalog, too. So do those whom the identity provider"
                        + " has in the group /catalogs/" + catalog
                        + "/owner; the groups publisher, contributor, security-analyst, approver"
                        + " and reader beside it carry the other roles. Who is in them is managed there and cannot be listed here.");
        words.addClassName("hf-muted");
        return words;
    }

    private static Component meanings() {
        RowTable table = new RowTable("Roles", "Role", "May do");
        for (Role role : Role.values()) {
            table.row(new Span(RoleWords.name(role)), new Span(RoleWords.meaning(role)));
        }
        return table;
    }
}
