package dev.sluice.agent.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Eventually;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.embedded.KubePart;
import dev.sluice.route.ReceiverName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.KubeParts#all")
class ReceiverInformerContractTest {

    private final KubePart part;
    private final Queue<ReceiverName> changes = new ConcurrentLinkedQueue<>();
    private final List<ReceiverInformer> informers = new ArrayList<>();
    private FluxNamespace apps;
    private FluxNamespace other;

    @SuppressWarnings("NullAway.Init") // in connect()
    ReceiverInformerContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        apps = new FluxNamespace(part.client());
        other = new FluxNamespace(part.client());
    }

    @AfterEach
    void close() {
        informers.forEach(ReceiverInformer::close);
    }

    @Test
    void receiversThatComeChangeAndGoAreFollowed() throws Exception {
        ReceiverName first = apps.receiver("first", "token", "app");
        ReceiverInformer informer = informer(Set.of(), Optional.empty());
        assertThat(names(informer)).contains(first);
        awaitChange(first);
        ReceiverName second = other.receiver("second", "token", "app");
        awaitChange(second);
        assertThat(names(informer)).contains(first, second);
        other.reconciled(second, "t");
        awaitChange(second);
        assertThat(informer.find(second).orElseThrow().standing()).isInstanceOf(Standing.WithPath.class);
        assertThat(informer.all()).contains(informer.find(second).orElseThrow());
        apps.deleteReceiver(first);
        awaitChange(first);
        assertThat(names(informer)).doesNotContain(first).contains(second);
        assertThat(informer.find(first)).isEmpty();
    }

    @Test
    void moreThanAPageOfReceiversIsFollowed() throws Exception {
        List<ReceiverName> many = new ArrayList<>();
        for (int n = 0; n < 110; n++) {
            many.add(apps.receiver("hook-" + n, "token", "app"));
        }
        assertThat(names(informer(Set.of(apps.name()), Optional.empty()))).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void aReceiverIsReadOnceForEachVersionOfIt() throws Exception {
        ReceiverName name = apps.receiver("hook", "token", "app");
        ReceiverInformer informer = informer(Set.of(apps.name()), Optional.empty());
        assertThat(informer.all().getFirst()).isSameAs(informer.all().getFirst());
        assertThat(informer.find(name).orElseThrow()).isSameAs(informer.all().getFirst());
    }

    @Test
    void onlyTheNamespacesToWatchAreLookedAt() throws Exception {
        FluxNamespace third = new FluxNamespace(part.client());
        ReceiverName inApps = apps.receiver("hook", "token", "app");
        ReceiverName inThird = third.receiver("hook", "token", "app");
        ReceiverName elsewhere = other.receiver("hook", "token", "app");
        ReceiverInformer informer = informer(Set.of(apps.name(), third.name()), Optional.empty());
        assertThat(names(informer)).containsExactlyInAnyOrder(inApps, inThird);
        assertThat(informer.find(elsewhere)).isEmpty();
        awaitChange(inThird);
        third.deleteReceiver(inThird);
        awaitChange(inThird);
        assertThat(names(informer)).containsExactly(inApps);
    }

    @Test
    void theSelectorLeavesReceiversOutButTheirEventsAreStillHandled() throws Exception {
        ReceiverName published = apps.receiver("published", "token", "app");
        ReceiverName plain = apps.receiver("plain", "token", "app");
        apps.label(published, Map.of("sluice", "yes"));
        ReceiverInformer informer = informer(Set.of(apps.name()), Optional.of("sluice=yes"));
        assertThat(names(informer)).containsExactly(published);
        assertThat(informer.find(plain)).map(Receiver::name).contains(plain);
    }

    @Test
    void aLabelThatIsTakenAwayOrGivenCountsAtOnce() throws Exception {
        ReceiverName name = apps.receiver("hook", "token", "app");
        apps.label(name, Map.of("sluice", "yes"));
        ReceiverInformer informer = informer(Set.of(), Optional.of("sluice"));
        assertThat(names(informer)).contains(name);
        awaitChange(name);
        apps.label(name, Map.of());
        awaitChange(name);
        assertThat(names(informer)).doesNotContain(name);
        apps.label(name, Map.of("sluice", "yes"));
        awaitChange(name);
        assertThat(names(informer)).contains(name);
    }

    @Test
    void theRealApiServerAlsoKnowsSetsOfValues() throws Exception {
        Assumptions.assumeTrue(part.name().equals("kube-apiserver"), "the embedded API knows =, != and existence only");
        ReceiverName prod = apps.receiver("prod", "token", "app");
        ReceiverName test = apps.receiver("test", "token", "app");
        ReceiverName none = apps.receiver("none", "token", "app");
        apps.label(prod, Map.of("env", "prod"));
        apps.label(test, Map.of("env", "test"));
        assertThat(names(informer(Set.of(apps.name()), Optional.of("env in (prod, staging)"))))
                .containsExactly(prod);
        assertThat(names(informer(Set.of(apps.name()), Optional.of("env notin (prod)"))))
                .containsExactlyInAnyOrder(test, none);
    }

    private ReceiverInformer informer(Set<String> namespaces, Optional<String> selector) throws InterruptedException {
        ReceiverInformer informer = new ReceiverInformer(part.client(), namespaces, selector, changes::add);
        informers.add(informer);
        informer.awaitSynced();
        return informer;
    }

    private static List<ReceiverName> names(ReceiverInformer informer) {
        return informer.all().stream().map(Receiver::name).toList();
    }

    private void awaitChange(ReceiverName name) throws Exception {
        Eventually.isTrue("told of " + name, () -> changes.remove(name));
    }
}
