package dev.pilaster.plan;

import dev.pilaster.model.Container;
import dev.pilaster.model.ImageRef;
import dev.pilaster.model.Name;
import dev.pilaster.model.Observed;
import dev.pilaster.model.Proofreading;
import dev.pilaster.model.Release;
import dev.pilaster.model.Site;
import dev.pilaster.model.SiteStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a release's settings are made of, ours and the code's own, read by PHP before a visitor
 * meets it: by that of the image which the site will run, and while another one still answers for
 * it, by that too.
 */
record Syntax(Draft draft, Generations generations, Site site, Release release) {
  /** Nothing where nothing is to be read, or there is nobody to read it. */
  Optional<SiteStep> check() {
    var files = files();
    var decisive = decisive();
    var others = others();
    return files.isEmpty() || (decisive.isEmpty() && others.isEmpty())
        ? Optional.empty()
        : Optional.of(
            new SiteStep.CheckSettings(
                decisive.map(i -> new Proofreading(release, i, files)),
                others.stream().map(i -> new Proofreading(release, i, files)).toList()));
  }

  /** Whether another image than the one that the site will run answers for it still. */
  boolean outlives() {
    return !others().isEmpty();
  }

  private List<ImageRef> others() {
    var running = new TreeMap<String, ImageRef>();
    for (var service : answering()) {
      running(service).forEach(c -> running.put(c.image(), named(c)));
    }
    decisive().ifPresent(i -> running.remove(i.at(i.digest().orElseThrow())));
    return List.copyOf(running.values());
  }

  /** Whose image has to be here first: its pull is under way, or begins as soon as it may. */
  Optional<String> missing() {
    var comes =
        stage()
            .filter(s -> !files().isEmpty() && decisive().isEmpty())
            .filter(s -> active(s.name).isEmpty() || comes(s));
    return comes.map(s -> "the image of " + s.subject);
  }

  private boolean comes(Stage stage) {
    return draft.gates.shut(stage.subject).isEmpty()
        && !draft.memory.backoff.containsKey(stage.subject.toString())
        && draft.diskFull().isEmpty();
  }

  /** Of the service as git wants it, or as it stays when that is refused. */
  private Optional<ImageRef> decisive() {
    return stage().flatMap(this::decisive);
  }

  private Optional<ImageRef> decisive(Stage stage) {
    var images = new ImagePlan(stage);
    var target = images.target();
    var here =
        target
            .filter(t -> observed().images().contains(t.service().image().at(t.digest())))
            .map(t -> at(t.service().image(), t.digest()));
    return images.refusal(target).flatMap(r -> active(stage.name).map(this::named)).or(() -> here);
  }

  private Optional<Stage> stage() {
    var services = draft.situation.goal().desired().services();
    return site.type().php()
        ? site.container()
            .flatMap(name -> Optional.ofNullable(services.get(name)))
            .map(service -> new Stage(draft.situation, draft, generations, service))
        : Optional.empty();
  }

  /** Its service, and any that nginx still sends its visitors to. */
  private TreeSet<Name> answering() {
    var names = new TreeSet<Name>();
    if (site.type().php()) {
      site.container().ifPresent(names::add);
      observed().live().keySet().stream()
          .filter(service -> Routes.sentTo(observed(), site.name().value(), service))
          .forEach(names::add);
    }
    return names;
  }

  private Optional<Container> active(Name service) {
    var live = observed().live().getOrDefault(service, 0);
    return running(service).stream().filter(c -> c.generation() == live).findFirst();
  }

  /** The one before counts too: an upgrade that is not proven may go back to it. */
  private List<Container> running(Name service) {
    return observed().of(service).stream()
        .filter(c -> c.running() && observed().images().contains(c.image()))
        .toList();
  }

  /** A container's image, with the tag that it came by where that is known. */
  private ImageRef named(Container container) {
    var image = ImageRef.parse(container.image());
    return draft.memory.digests.entrySet().stream()
        .filter(known -> image.digest().filter(known.getValue()::equals).isPresent())
        .map(known -> ImageRef.parse(known.getKey()))
        .filter(known -> known.repository().equals(image.repository()))
        .findFirst()
        .map(known -> at(known, image.digest().orElseThrow()))
        .orElse(image);
  }

  private static ImageRef at(ImageRef image, String digest) {
    return new ImageRef(image.repository(), image.tag(), Optional.of(digest));
  }

  private Observed observed() {
    return draft.situation.observed();
  }

  private List<String> files() {
    var home = observed().facts().sites() + "/" + site.name();
    var files = new ArrayList<String>();
    var settings = release.settings().keySet();
    settings.forEach(file -> files.add(home + "/config/" + release.name() + "/" + file));
    var code = home + "/releases/" + release.name() + "/";
    release.includes().keySet().forEach(file -> files.add(code + file));
    if (!settings.isEmpty()) {
      site.settings().include().forEach(file -> files.add(code + file));
    }
    files.removeIf(file -> !file.endsWith(".php"));
    return files;
  }
}
