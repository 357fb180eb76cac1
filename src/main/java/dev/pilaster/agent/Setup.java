package dev.pilaster.agent;

import dev.pilaster.git.ConfigSource;
import dev.pilaster.host.Program;
import dev.pilaster.host.Programs;
import dev.pilaster.model.Name;
import dev.pilaster.model.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a running agent needs to be told.
 *
 * @param ageKeyFile may be missing as long as no secret is encrypted
 * @param suspendedFile its presence suspends the agent
 * @param observeOnly plan and report, change nothing
 * @param interval between polls, {@code jitter} at most added to it
 * @param deep how often other programs are asked what they answered before
 * @param nginx empty when the host's nginx is not ours to reload; likewise dnsmasq and Postfix
 */
public record Setup(
    Name server,
    ConfigSource source,
    Policy policy,
    Path ageKeyFile,
    Path suspendedFile,
    boolean observeOnly,
    Duration interval,
    Duration jitter,
    Duration deep,
    String engine,
    String namePrefix,
    Programs.Places places,
    Optional<Program> nginx,
    Optional<Program> dnsmasq,
    Optional<Program> postfix) {}
