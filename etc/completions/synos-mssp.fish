# Completion of synos-mssp for fish: asks the program itself, so that words, flags, tenants and tickets are those it
# knows.
function __synos_mssp_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l last (commandline --current-token --cut-at-cursor)
    for candidate in ($words[1] __complete $words[2..-1] "$last" 2>/dev/null)
        if test "$candidate" = :files
            __fish_complete_path "$last"
        else
            echo $candidate
        end
    end
end
complete --command synos-mssp --no-files --arguments '(__synos_mssp_complete)'
