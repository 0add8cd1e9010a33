package org.hhvmdeb.hhbc.doctor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hhvmdeb.hhbc.host.Account;
import org.hhvmdeb.hhbc.host.Accounts;
import org.hhvmdeb.hhbc.host.CentralPath;
import org.hhvmdeb.hhbc.host.HhvmConfig;
import org.hhvmdeb.hhbc.host.HhvmService;
import org.hhvmdeb.hhbc.host.HhvmServices;
import org.hhvmdeb.hhbc.host.HostRoot;
import org.hhvmdeb.notice.HhvmDebException;

/**
 * As whom HHVM is meant to run here: root says so in the unit or in the packages' files, or whoever asks says so. Everybody can start an
 * hhvm, so what a process that runs as somebody else would need is told in words: a command for it would give HHVM's files away.
 *
 * @param service the one that root set up
 * @param user as whom it runs; empty when that user does not exist
 * @param said whether the person who asks named the user or the configuration
 */
record ServiceUser(HostRoot root, HhvmService service, Optional<Account> user, boolean said) {

    static ServiceUser of(HostRoot root, DoctorRequest request, Accounts accounts) throws HhvmDebException {
        HhvmService service = HhvmServices.configured(root);
        return new ServiceUser(
                root,
                service,
                accounts.find(service.user().orElse(HhvmServices.USUAL_USER)),
                request.user().isPresent() || !request.configs().isEmpty());
    }

    /** The advice, its commands taken back where nobody appointed the user. */
    Advice heeded(HostContext context, Advice advice) {
        boolean appointed = said
                || !context.service().isProcess()
                || user.filter(u -> u.uid() == context.user().uid()).isPresent();
        return appointed || !advice.remedy().isCommand()
                ? advice
                : new Advice(
                        advice.finding(),
                        Remedy.words(context.service().source() + " runs hhvm as "
                                + context.user().name() + ", and " + service.source() + " as "
                                + user.map(Account::name).orElse("a user that does not exist")
                                + "; if it is meant to, ask again with --user "
                                + context.user().name() + " for the command that helps it"));
    }

    /** The places that hhvms of more than one user are configured to have; the one set up counts whether it runs or not. */
    Set<String> contested(List<HostContext> patients) throws HhvmDebException {
        Map<String, Integer> first = new HashMap<>();
        Set<String> contested = new HashSet<>();
        if (!said && user.isPresent() && !patients.isEmpty()) {
            HhvmConfig config = HhvmConfig.of(root, service);
            for (CentralPath place :
                    CentralPath.of(config, service, user.get(), patients.get(0).live())) {
                first.put(place.path(), user.get().uid());
            }
        }
        for (HostContext each : patients) {
            for (CentralPath place : CentralPath.of(each.config(), each.service(), each.user(), each.live())) {
                Integer uid = first.putIfAbsent(place.path(), each.user().uid());
                if (uid != null && uid != each.user().uid()) {
                    contested.add(place.path());
                }
            }
        }
        return contested;
    }
}
