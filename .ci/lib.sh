# Shared by the scripts of this folder (POSIX sh): sentences in the reader's language, long steps that stay visible.

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in fr*) french=1 ;; *) french= ;; esac

# say ENGLISH FRENCH
say() {
    if [ -n "$french" ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}

# fail ENGLISH FRENCH: both languages, for whoever reads over the shoulder.
fail() {
    printf '\n%s\n%s\n' "$2" "$1" >&2
    exit 1
}

# latest LOG: the last thing a log says was done: "[12/249]" of a compilation, or a package that pip fetches.
latest() {
    awk '
        match($0, /\[[0-9]+\/[0-9]+\]/) { line = substr($0, RSTART, RLENGTH); next }
        /^ *(Downloading|Using cached) / && !/\.metadata/ { sub(/^ *(Downloading|Using cached) /, ""); line = ++count " " $0 }
        END { print line }' "$1" 2>/dev/null
}

# visibly LOG COMMAND…: runs quietly into LOG; shows where it is each second on a terminal, else each minute.
visibly() {
    log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null &
    job=$!
    # A background job of sh does not hear Ctrl-C: pass it on, to the compilers below it too.
    trap 'trap "" TERM; kill -TERM 0; exit 130' INT
    trap 'kill "$job" 2>/dev/null; exit 143' TERM
    elapsed=0
    while kill -0 "$job" 2>/dev/null; do
        sleep 1
        elapsed=$((elapsed + 1))
        if [ -t 1 ]; then
            printf '\r\033[K    %d s  %s' "$elapsed" "$(latest "$log")"
        elif [ $((elapsed % 60)) -eq 0 ]; then
            printf '    %d s  %s\n' "$elapsed" "$(latest "$log")"
        fi
    done
    [ ! -t 1 ] || printf '\r\033[K'
    trap - INT TERM
    wait "$job" && return
    tail -n 15 "$log" >&2
    say "This step stopped; the lines above say why. Run the command again: what is done is kept." \
        "Cette étape s’est arrêtée ; les lignes ci-dessus disent pourquoi. Relancez : ce qui est fait est gardé." >&2
    return 1
}

# debian PACKAGE…: installs Debian's packages; false when this is not Debian or we are not root.
debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "Installing $* with apt-get" "Installation de $* avec apt-get"
    apt_log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    visibly "$apt_log" sh -c 'apt-get update && apt-get install -y --no-install-recommends "$@"' sh "$@" &&
        rm -f "$apt_log"
}
