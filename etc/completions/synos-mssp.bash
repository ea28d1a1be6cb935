# Completion of synos-mssp for bash: asks the program itself, so that words, flags, tenants and tickets are those it
# knows.
_synos_mssp() {
  local candidate files=
  local -a words
  # The words the program would see: bash also cuts at '=' and ':', the program gets --flag VALUE.
  words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r candidate; do
    if [[ $candidate == :files ]]; then
      files=yes
    else
      COMPREPLY+=("$candidate")
    fi
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
  if [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r candidate; do
      COMPREPLY+=("$candidate")
    done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
  fi
}
complete -F _synos_mssp synos-mssp
