# Makes a package of HHVM say which bytecode it reads:  Provides: hhvm-repo-schema-<id>
#
# hhvm-deb put this file into the source package. The packaging names it twice:
#
#   debian/control, in the paragraph of the package with the hhvm program:
#       Provides: ${hhvm:Provides}
#   debian/rules, anywhere:
#       include debian/hhvm-repo-schema.mk
#
# The id is read from the program that this very build made, so it is right after every patch and on every machine.
#
# With dh (compat 10 and debhelper 12.8, or later) that is all. A recipe of your own for execute_before_dh_gencontrol
# is run after this one; but dh would pass over one for execute_before_dh_gencontrol-arch. Rules without dh, or with an
# older compat or debhelper, make hhvm-repo-schema a prerequisite of the target that calls dh_gencontrol:
#       override_dh_gencontrol: hhvm-repo-schema

# Which package gets the Provides, and where the program is in it: paths or globs; the first that yields an id counts.
HHVM_REPO_SCHEMA_PACKAGE ?= hhvm
HHVM_REPO_SCHEMA_BINARY ?= \
	debian/$(HHVM_REPO_SCHEMA_PACKAGE)/usr/bin/hhvm \
	debian/$(HHVM_REPO_SCHEMA_PACKAGE)/opt/hhvm/*/bin/hhvm

# Phony, or make would take the "%: dh $@" of debian/rules for the recipe.
.PHONY: hhvm-repo-schema

# dh knows such hooks from compat 10 on, and stops at one before.
ifeq ($(filter 5 6 7 8 9,$(shell cat debian/compat 2>/dev/null; \
	sed -n 's/.*debhelper-compat *(= *\([0-9]*\)).*/\1/p' debian/control)),)
.PHONY: execute_before_dh_gencontrol
execute_before_dh_gencontrol: hhvm-repo-schema
endif

# - A build of the architecture-independent packages alone has no hhvm and needs none.
# - readelf reads the programs of all architectures, so cross-building works. HHVM before 3.13 has no such section and
#   is run instead, without the variable that makes it tell another id.
# - A package name has no upper case and no underscore: A becomes .a, _ becomes -.
hhvm-repo-schema:
	@set -e; export LC_ALL=C; \
	dh_listpackages | grep -qFx '$(HHVM_REPO_SCHEMA_PACKAGE)' || exit 0; \
	tried=; id=; \
	for hhvm in $(HHVM_REPO_SCHEMA_BINARY); do \
		[ -z "$$id" ] && [ -f "$$hhvm" ] && [ ! -h "$$hhvm" ] || continue; \
		tried="$$tried $$hhvm"; \
		id=$$(readelf -p repo_schema_id "$$hhvm" 2>/dev/null | sed -n 's/\\n$$//; s/^ *\[ *0\] *//p'); \
		[ -n "$$id" ] || \
			id=$$(env -u HHVM_RUNTIME_REPO_SCHEMA "$$(realpath "$$hhvm")" --repo-schema </dev/null) || id=; \
	done; \
	fail() { echo "hhvm-repo-schema.mk: $$*; HHVM_REPO_SCHEMA_BINARY can name the program" >&2; exit 1; }; \
	[ -n "$$tried" ] || fail 'there is no program at $(strip $(HHVM_REPO_SCHEMA_BINARY))'; \
	[ -n "$$id" ] || fail "no section repo_schema_id and no answer to --repo-schema in$$tried"; \
	case "$$id" in *[!A-Za-z0-9_]*) fail "this is not a repo schema, but came from$$tried: $$id";; esac; \
	[ $${#id} -le 128 ] || fail "the repo schema from$$tried has more than 128 characters: $$id"; \
	name=hhvm-repo-schema-$$(echo "$$id" | \
		sed 's/[A-Z]/.&/g; y/ABCDEFGHIJKLMNOPQRSTUVWXYZ_/abcdefghijklmnopqrstuvwxyz-/'); \
	vars=debian/$(HHVM_REPO_SCHEMA_PACKAGE).substvars; \
	touch "$$vars"; sed -i '/^hhvm:Provides=/d' "$$vars"; \
	echo "hhvm:Provides=$$name" >> "$$vars"; \
	echo "$(HHVM_REPO_SCHEMA_PACKAGE) provides $$name, as read from$$tried"
