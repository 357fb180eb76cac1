/**
 * Pillar text to desired state: parse, merge, validate, resolve; every problem with its place.
 *
 * <p>The way of a file: {@link dev.pilaster.pillar.PillarFiles} reads it, {@link
 * dev.pilaster.pillar.Yaml} makes a tree of {@link dev.pilaster.pillar.Node}s that know their
 * places, {@link dev.pilaster.pillar.ServerTree}, {@link dev.pilaster.pillar.ContainerTrees} and
 * {@link dev.pilaster.pillar.SiteTrees} lay the layers over each other ({@link
 * dev.pilaster.pillar.Merge}, {@link dev.pilaster.pillar.Defaults}), the readers make records of
 * the merged trees, and {@link dev.pilaster.pillar.PolicyChecks}, {@link
 * dev.pilaster.pillar.CrossChecks} and {@link dev.pilaster.pillar.NotYet} judge the whole. {@link
 * dev.pilaster.pillar.SliceReading} is that sentence in code.
 *
 * <p>To add a key: a line in the reader of its section ({@link dev.pilaster.pillar.SiteReader} and
 * {@link dev.pilaster.pillar.ServiceReader} name the others), a component of its record, a line in
 * {@code src/test/golden/pillar-keys}, and the schema written anew with {@code
 * -Dgolden.update=true}. {@code CompleteTest} and {@code SchemaTest} fail until all of it is there.
 */
@NullMarked
package dev.pilaster.pillar;

import org.jspecify.annotations.NullMarked;
