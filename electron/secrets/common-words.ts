/**
 * Words that passwords are made of and that the list of check words lacks: of the trade, of the vendor's article, of the
 * three languages, and the heads of published lists of leaked passwords. Lower case, without look-alikes.
 */
export const commonPasswordWords: readonly string[] = `
password passwort passwd pass pwd haslo tajne contrasena clave secret secreto sekret sekretne key klucz llave
admin administrator administrador root user usuario login guest test testing prueba default changeme welcome witaj
hello hola letmein master monkey dragon shadow sunshine princess football baseball superman batman iloveyou love
trustno trust access backup copia kopia server servidor serwer workstation estacion stacja client cliente klient
ferro fbs ipsec psk presharedkey preshared shared vpn windows microsoft office company firma empresa network red
siec internet computer komputer ordenador security seguridad bezpieczne secure local domain domena corp office my
the and for with from this that your our mein meine moje moj mi mis nasz nasze nuestro january february march april
may june july august september october november december spring summer autumn winter monday tuesday wednesday thursday
friday saturday sunday styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien enero febrero marzo abril
mayo junio julio agosto warszawa krakow poznan gdansk wroclaw polska madrid barcelona sevilla valencia espana london
paris berlin newyork america europe michael jennifer jessica daniel charlie thomas robert andrew jordan hunter
ashley matthew maria jose juan carlos anna piotr pawel tomasz marek krzysztof agnieszka katarzyna magdalena qwerty
starwars pokemon cheese coffee chocolate freedom whatever ninja mustang ranger harley soccer hockey killer pepper
maggie ginger buster tigger cookie silver orange banana cherry purple yellow green black white blue
`
  .trim()
  .split(/\s+/u);
